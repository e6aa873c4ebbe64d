/// Why a package, or something in it, cannot be read.
struct PackageFault: Error, Hashable, Sendable {
    /// The kind of the error, as a release's programming language names it.
    let kind: String
    let text: String

    /// A damaged archive.
    static func badArchive(_ text: String) -> PackageFault { PackageFault(kind: "BadZipFile", text: text) }

    /// Content that is refused.
    static func invalid(_ text: String) -> PackageFault { PackageFault(kind: "ValueError", text: text) }

    /// The text as the plugin runtime passes it on.
    var report: String { "ActionCallError: \(kind): \(text)" }
}
