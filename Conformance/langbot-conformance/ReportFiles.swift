import CommandLineSupport
import Foundation
import HTTPCore
import LangBotConformance

/// The report files of a run, opened before the run so that a wrong path is noticed at once.
struct ReportFiles: Sendable {
    /// The formats with an option to write them to a file.
    static let formats: [ReportFormat] = [.json, .junit, .html, .markdown, .sarif, .events]

    private let files: [ReportFile]
    /// Whether a report goes to standard output, which must then hold nothing else.
    let takesOutput: Bool

    /// Opens the files without changing their content.
    ///
    /// - Throws: ``ReportFileError`` if one cannot be written, `UsageError` if two reports have the same path.
    init(_ parsed: ParsedCommand) throws {
        var files: [ReportFile] = []
        var paths: Set<String> = []
        for format in Self.formats {
            guard let path = parsed.value(format.rawValue) else { continue }
            let place = path == "-" ? path : URL(fileURLWithPath: path).standardizedFileURL.path
            guard paths.insert(place).inserted else {
                throw UsageError("'\(path)' is given for two reports; write each to a file of its own")
            }
            files.append(try ReportFile(path, format))
        }
        self.files = files
        takesOutput = paths.contains("-")
    }

    /// Writes an event to the files that are written during the run.
    func receive(_ event: RunEvent) {
        for file in files where file.format == .events { file.receive(event) }
    }

    /// Removes the files that opening created.
    func discard() {
        for file in files { file.discard() }
    }

    /// Writes each report, replacing the content of its file.
    ///
    /// - Throws: ``ReportFileError`` if writing fails.
    func write(_ report: ConformanceReport) throws(ReportFileError) {
        for file in files { try file.write(report) }
    }
}

/// A report that is written to a file or to standard output.
private final class ReportFile: Sendable {
    let format: ReportFormat
    private let path: String
    private let handle: FileHandle
    /// Whether the file did not exist before.
    private let isNew: Bool
    /// Why writing the event stream failed, if it did.
    private let failure = Locked<String?>(nil)

    init(_ path: String, _ format: ReportFormat) throws(ReportFileError) {
        self.path = path
        self.format = format
        guard path != "-" else {
            handle = .standardOutput
            isNew = false
            return
        }
        isNew = access(path, F_OK) != 0
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw ReportFileError(path, String(cString: strerror(errno)))
        }
        handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    func receive(_ event: RunEvent) {
        if case .started = event { empty() }
        guard failure.withLock({ $0 == nil }) else { return }
        do {
            try handle.write(contentsOf: EventStream.line(event))
        } catch {
            failure.withLock { $0 = "\(error)" }
        }
    }

    func write(_ report: ConformanceReport) throws(ReportFileError) {
        do {
            if format == .events {
                if let failure = failure.withLock({ $0 }) { throw ReportFileError(path, failure) }
            } else {
                empty()
                try handle.write(contentsOf: report.rendered(as: format))
            }
            if path != "-" { try handle.close() }
        } catch let error as ReportFileError {
            if path != "-" { throw error }
        } catch {
            // If the reader of standard output is gone, the verdict and the other reports still count.
            if path != "-" { throw ReportFileError(path, "\(error)") }
        }
    }

    func discard() {
        if isNew { unlink(path) }
    }

    /// Empties the file; a pipe cannot be truncated.
    private func empty() {
        if path != "-" { try? handle.truncate(atOffset: 0) }
    }
}

/// Why a report cannot be written.
struct ReportFileError: Error, CustomStringConvertible {
    let description: String

    init(_ path: String, _ reason: String) {
        description = "the report '\(path)' cannot be written: \(reason)"
    }
}
