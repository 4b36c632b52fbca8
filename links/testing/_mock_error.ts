/** Thrown when something cannot be spied on, stubbed, restored or called again. */
export class MockError extends Error {
  /**
   * Makes an error named `MockError`.
   *
   * @param message What went wrong.
   */
  constructor(message: string) {
    super(message);
    this.name = "MockError";
  }
}
