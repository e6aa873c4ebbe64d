/// Memory for answers that the connections of one loop use in turn, so that it stays in the processor's cache and an idle
/// connection holds none.
///
/// Belongs to the loop's thread.
final class SpareBuffer {
    /// A buffer that one large answer has grown is not kept for the small ones after it.
    private static let keptCapacity = 16 * 1024

    private var bytes: [UInt8] = []

    /// Gives the memory to a buffer that is empty, where no other has it.
    func lend(to buffer: inout [UInt8]) {
        if buffer.capacity < bytes.capacity { swap(&buffer, &bytes) }
    }

    /// Empties a buffer, and keeps its memory for the next.
    func takeBack(_ buffer: inout [UInt8]) {
        if buffer.capacity > bytes.capacity, buffer.capacity <= Self.keptCapacity {
            buffer.removeAll(keepingCapacity: true)
            swap(&buffer, &bytes)
        }
        buffer = []
    }
}
