import Foundation
import LangBotConformance

/// Where the reports of a run go, opened before it so that an hour of checking does not end in a wrong path.
struct ReportFiles {
    private struct File {
        let path: String
        let handle: FileHandle
        /// Whether it was not there before.
        let isNew: Bool
        let render: @Sendable (ConformanceReport) -> Data
    }

    private let files: [File]

    /// Opens the files without touching what is in them.
    ///
    /// - Throws: ``ReportFileError`` where one cannot be written.
    init(json: String?, junit: String?) throws(ReportFileError) {
        if let json, json == junit {
            throw ReportFileError(description: "'\(json)' cannot hold both reports")
        }
        var files: [File] = []
        if let json { files.append(try Self.open(json) { $0.json }) }
        if let junit { files.append(try Self.open(junit) { $0.junit }) }
        self.files = files
    }

    private static func open(
        _ path: String,
        _ render: @escaping @Sendable (ConformanceReport) -> Data
    ) throws(ReportFileError) -> File {
        let isNew = access(path, F_OK) != 0
        let descriptor = Foundation.open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            let reason = String(cString: strerror(errno))
            throw ReportFileError(description: "the report '\(path)' cannot be written: \(reason)")
        }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        return File(path: path, handle: handle, isNew: isNew, render: render)
    }

    /// Removes the files that are here only because they were opened.
    func discard() {
        for file in files where file.isNew { unlink(file.path) }
    }

    /// Writes each report in place of what its file held.
    ///
    /// - Throws: ``ReportFileError`` where the disk takes no more.
    func write(_ report: ConformanceReport) throws(ReportFileError) {
        for file in files {
            do {
                // A pipe has nothing to cut off.
                try? file.handle.truncate(atOffset: 0)
                try file.handle.write(contentsOf: file.render(report))
                try file.handle.close()
            } catch {
                throw ReportFileError(description: "the report '\(file.path)' cannot be written: \(error)")
            }
        }
    }
}

/// Why a report cannot be written, as a sentence.
struct ReportFileError: Error, CustomStringConvertible {
    let description: String
}
