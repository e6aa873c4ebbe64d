import Foundation

/// A body that is written to disk to be sent from there.
struct TemporaryFile: Sendable {
    /// The number of bytes of a file in memory at a time.
    private static let piece = 256 * 1024

    let url: URL

    /// Writes a body to a file that only this user can read.
    init(_ body: TransportBody) throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("langbot-\(UUID().uuidString)")
        do {
            let isCreated = FileManager.default.createFile(
                atPath: url.path,
                contents: nil,
                attributes: [.posixPermissions: 0o600]
            )
            guard isCreated else { throw CocoaError(.fileWriteUnknown) }
            let handle = try FileHandle(forWritingTo: url)
            defer { try? handle.close() }
            try Self.write(body, to: handle)
        } catch {
            remove()
            throw LangBotError(
                .invalidRequest,
                detail: "the form cannot be written to disk; check for free space",
                underlying: error
            )
        }
    }

    private static func write(_ body: TransportBody, to output: FileHandle) throws {
        switch body {
        case .data(let data): try output.write(contentsOf: data)
        case .sequence(let bodies): for body in bodies { try write(body, to: output) }
        case .file(let file):
            let input = try FileHandle(forReadingFrom: file)
            defer { try? input.close() }
            while let data = try input.read(upToCount: piece), !data.isEmpty { try output.write(contentsOf: data) }
        }
    }

    func remove() {
        try? FileManager.default.removeItem(at: url)
    }
}
