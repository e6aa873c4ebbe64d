import CommandLineSupport
import Foundation
import JSONCore

/// The file in which a mock keeps its state, so that it survives a crash.
///
/// Each write goes to another file that then replaces it, so a reader finds either the old state or the new one.
final class StateFile: Sendable {
    let path: String
    private let lock: FileHandle

    /// - Throws: ``MockInputError`` if the directory cannot be used, or another mock uses it.
    init(directory: String) throws(MockInputError) {
        path = directory + "/state.json"
        do {
            try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        } catch {
            throw MockInputError("cannot create the directory '\(directory)': \(systemReason(error))")
        }
        let lockPath = directory + "/lock"
        let descriptor = open(lockPath, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw MockInputError("cannot write to the directory '\(directory)': \(String(cString: strerror(errno)))")
        }
        lock = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw MockInputError("another mock is using the state directory '\(directory)'; use a different one")
        }
    }

    /// The saved state, or nil if there is none.
    ///
    /// - Throws: ``MockInputError`` if the file is damaged; it is not changed.
    func read() throws(MockInputError) -> JSONValue? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw MockInputError("cannot read the state file '\(path)'")
        }
        do {
            return try JSONValue(parsing: Array(data))
        } catch {
            throw MockInputError("the state file '\(path)' is damaged and was not changed: \(error)")
        }
    }

    /// - Returns: whether it was written.
    func write(_ json: JSONValue) -> Bool {
        let temporary = path + ".new"
        let bytes = json.serialized()
        let isCreated = FileManager.default.createFile(
            atPath: temporary,
            contents: Data(bytes),
            attributes: [.posixPermissions: 0o600]
        )
        guard isCreated, rename(temporary, path) == 0 else {
            // Half a file would only use up scarce disk space.
            unlink(temporary)
            return false
        }
        return true
    }
}
