import Foundation
import JSONCore

/// The file in which a mock keeps its state, so that it is there after a crash.
///
/// It is written whole to another file that then takes its place, so that a reader finds the old state or the new one.
final class StateFile: Sendable {
    let path: String
    private let lock: FileHandle

    /// - Throws: a sentence where the directory cannot be used, or another mock uses it.
    init(directory: String) throws(MockInputError) {
        path = directory + "/state.json"
        do {
            try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        } catch {
            throw MockInputError("the directory '\(directory)' cannot be made")
        }
        let lockPath = directory + "/lock"
        let descriptor = open(lockPath, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw MockInputError("the directory '\(directory)' cannot be written to") }
        lock = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw MockInputError("another mock keeps its state in '\(directory)'")
        }
    }

    /// What was kept, or nil where nothing was.
    ///
    /// - Throws: a sentence that names the file where it is damaged; it is left as it is.
    func read() throws(MockInputError) -> JSONValue? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw MockInputError("the state file '\(path)' cannot be read")
        }
        do {
            return try JSONValue(parsing: Array(data))
        } catch {
            throw MockInputError("the state file '\(path)' is damaged and was left as it is: \(error)")
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
            // Half a file would only take up the room that there is too little of.
            unlink(temporary)
            return false
        }
        return true
    }
}
