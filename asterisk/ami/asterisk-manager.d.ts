/**
 * Types for asterisk-manager 0.2.0, which ships none. Only the part that connection.ts uses is declared: the rest
 * (keepConnected, the constructor that connects) must not be used here, so it is not offered.
 */
declare module 'asterisk-manager' {
  /** What the library's reader makes of one AMI message: lower-case keys, arrays for repeated ones. */
  export type RawItem = Record<string, unknown>;

  export interface Manager {
    readonly options: { username: string; password: string; events: boolean };
    connect(port: number, host: string, connected: () => void): void;
    login(done: (error?: RawItem) => void): void;
    /** Writes at once when logged in, otherwise holds the action for ever: connection.ts never calls it before login. */
    action(action: Record<string, unknown>, done?: () => void): string;
    on(event: 'rawevent', listener: (item: RawItem) => void): void;
    on(event: 'error', listener: (error: unknown) => void): void;
    removeAllListeners(event: string): void;
  }

  /** With a false port it creates an unconnected instance. */
  const createManager: new (port?: undefined) => Manager;
  export default createManager;
}
