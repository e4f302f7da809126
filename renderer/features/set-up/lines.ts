/** People as they are typed in a hurry: "Anna Weber", "Ben Okafor, 120", "Chiara Rossi <chiara@example.com>". */
export type Typed = { line: string; firstName: string; lastName: string; number?: string; email?: string };

const isNumber = (text: string): boolean => /^[0-9]{2,8}$/.test(text);
const isEmail = (text: string): boolean => /^[^\s@]+@[^\s@]+$/.test(text);

export function readLines(text: string): Typed[] {
  return text.split('\n').flatMap((line) => readLine(line) ?? []);
}

function readLine(line: string): Typed | undefined {
  const words = line
    .split(/[\s,;\t<>()]+/)
    .map((word) => word.trim())
    .filter(Boolean);
  const number = words.find(isNumber);
  const email = words.find(isEmail);
  const names = words.filter((word) => !isNumber(word) && !isEmail(word));
  const [firstName, ...rest] = names;
  if (firstName === undefined) return undefined;
  return {
    line: line.trim(),
    firstName,
    lastName: rest.join(' '),
    ...(number === undefined ? {} : { number }),
    ...(email === undefined ? {} : { email }),
  };
}
