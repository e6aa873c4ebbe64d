/// The most recently parsed heads, for clients that repeat their requests.
///
/// The meaning of a head depends only on its bytes and the limits, so under the same limits the same bytes need not be
/// parsed twice.
package struct HeadCache: Sendable {
    /// A parsed head.
    struct Head: Sendable {
        /// The bytes of the head, including its empty line.
        let bytes: [UInt8]
        let request: HTTPRequest
        let framing: BodyFraming?
        let expectsContinue: Bool
    }

    /// Heads beyond this length are not kept, so that the cache stays small whatever clients send.
    private static let lengthLimit = 1024
    private static let slotCount = 16

    /// The limits under which the heads were parsed.
    let limits: HTTPLimits
    private var slots = [Head?](repeating: nil, count: slotCount)

    package init(limits: HTTPLimits) {
        self.limits = limits
    }

    /// The head at the front of the buffer, if it was parsed before.
    ///
    /// A client that repeats itself sends the same number of bytes each time, which serves as the key.
    func head(of buffer: InputBuffer) -> Head? {
        guard let head = slots[buffer.count % Self.slotCount], buffer.starts(with: head.bytes) else { return nil }
        return head
    }

    /// Keeps a head that was at the front of `count` bytes.
    mutating func keep(_ head: Head, of count: Int) {
        guard head.bytes.count <= Self.lengthLimit else { return }
        slots[count % Self.slotCount] = head
    }
}
