/** A destination by name, for lists and explanations. */
export { destinationName as destinationLabel } from '../call-flows/sentence.ts';
