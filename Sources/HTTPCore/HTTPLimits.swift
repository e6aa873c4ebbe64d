/// How much of a message is read before it is refused, in bytes unless said otherwise.
package struct HTTPLimits: Hashable, Sendable {
    /// The start line.
    package var startLine = 8 * 1024
    /// The start line and the fields together, with the empty line after them.
    package var head = 32 * 1024
    /// How many fields a head or a trailer section may have.
    package var fieldCount = 100
    /// The content, after chunked coding is undone.
    package var body = 10 * 1024 * 1024
    /// The line before a chunk, extensions included.
    package var chunkLine = 1024
    /// The lines of the trailer section together, without their ends.
    package var trailers = 8 * 1024
    /// Whether any version is taken for 1.1, and a coding simply wins over a length, as some servers have it; it invites
    /// request smuggling, and is there to imitate them.
    package var isLax = false

    package init() {}
}
