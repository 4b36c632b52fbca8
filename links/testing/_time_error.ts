/** Thrown when time cannot do what is asked of it, being faked or not. */
export class TimeError extends Error {
  /**
   * Makes an error named `TimeError`.
   *
   * @param message What went wrong.
   */
  constructor(message: string) {
    super(message);
    this.name = "TimeError";
  }
}
