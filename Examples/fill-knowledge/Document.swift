import Foundation

/// A file to store in a knowledge base.
struct Document {
    let file: URL
    let size: Int

    var name: String { file.lastPathComponent }

    /// The files in a folder and its subfolders, sorted by path, without hidden ones.
    static func all(in folder: String) throws -> [Document] {
        let keys: Set<URLResourceKey> = [.isRegularFileKey, .fileSizeKey]
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isDirectory), isDirectory.boolValue,
            let files = FileManager.default.enumerator(
                at: URL(fileURLWithPath: folder),
                includingPropertiesForKeys: Array(keys),
                options: .skipsHiddenFiles
            )
        else { throw UsageError("there is no folder '\(folder)'") }
        var documents: [Document] = []
        while let file = files.nextObject() as? URL {
            let values = try file.resourceValues(forKeys: keys)
            guard values.isRegularFile == true else { continue }
            documents.append(Document(file: file, size: values.fileSize ?? 0))
        }
        guard !documents.isEmpty else { throw UsageError("the folder '\(folder)' contains no files") }
        return documents.sorted { $0.file.path < $1.file.path }
    }
}
