/// The heads that were read last, for clients that ask the same again and again.
///
/// What a head means follows from its bytes and the limits alone, so under these limits the same bytes need not be read
/// twice.
package struct HeadCache: Sendable {
    /// A head that has been read.
    struct Head: Sendable {
        /// The head as it came, with its empty line.
        let bytes: [UInt8]
        let request: HTTPRequest
        let framing: BodyFraming?
        let expectsContinue: Bool
    }

    /// Heads beyond this length are not kept, so that the cache stays small whatever clients send.
    private static let lengthLimit = 1024
    private static let slotCount = 16

    /// What the heads were read under.
    let limits: HTTPLimits
    private var slots = [Head?](repeating: nil, count: slotCount)

    package init(limits: HTTPLimits) {
        self.limits = limits
    }

    /// The head that is at the front of what has arrived, if it was read before.
    ///
    /// A client that repeats itself sends as many bytes each time: their number says where to look.
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
