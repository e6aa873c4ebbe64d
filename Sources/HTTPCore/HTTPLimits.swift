/// The size limits of a message, in bytes unless noted otherwise.
package struct HTTPLimits: Hashable, Sendable {
    /// The start line.
    package var startLine = 8 * 1024
    /// The start line, fields and empty line together.
    package var head = 32 * 1024
    /// The maximum number of fields in a head or trailer section.
    package var fieldCount = 100
    /// The content, after decoding chunked transfer coding.
    package var body = 10 * 1024 * 1024
    /// The line before a chunk, extensions included.
    package var chunkLine = 1024
    /// The lines of the trailer section together, without line endings.
    package var trailers = 8 * 1024
    /// Whether any version is treated as 1.1 and a transfer coding overrides a length, as some servers do.
    ///
    /// This invites request smuggling and exists only to imitate them.
    package var isLax = false

    package init() {}
}
