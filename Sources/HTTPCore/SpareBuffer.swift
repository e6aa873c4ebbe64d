/// Memory for responses that the connections of one loop share in turn, so that it stays in the CPU cache and idle
/// connections hold none.
///
/// Belongs to the loop's thread.
final class SpareBuffer {
    /// A buffer grown by one large response is not kept for the small ones after it.
    private static let keptCapacity = 16 * 1024

    private var bytes: [UInt8] = []

    /// Lends the memory to an empty buffer, unless another has it.
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
