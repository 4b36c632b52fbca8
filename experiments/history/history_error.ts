/** A history cannot be used as asked. The message is one line and says what to do. */
export class HistoryError extends Error {
  /** @ignore Set for messages. */
  override readonly name = "HistoryError";
}
