import CommandLineSupport
import Foundation
import HTTPCore
import LangBotConformance

/// Where the reports of a run go, opened before it so that an hour of checking does not end in a wrong path.
struct ReportFiles: Sendable {
    /// The formats that are written to files, each with an option of its name.
    static let formats: [ReportFormat] = [.json, .junit, .html, .markdown, .sarif, .events]

    private let files: [ReportFile]
    /// Whether one of them goes to standard output, where nothing else belongs then.
    let takesOutput: Bool

    /// Opens the files without touching what is in them.
    ///
    /// - Throws: ``ReportFileError`` where one cannot be written, `UsageError` where two go to one place.
    init(_ parsed: ParsedCommand) throws {
        var files: [ReportFile] = []
        var paths: Set<String> = []
        for format in Self.formats {
            guard let path = parsed.value(format.rawValue) else { continue }
            let place = path == "-" ? path : URL(fileURLWithPath: path).standardizedFileURL.path
            guard paths.insert(place).inserted else {
                throw UsageError("'\(path)' cannot hold two reports")
            }
            files.append(try ReportFile(path, format))
        }
        self.files = files
        takesOutput = paths.contains("-")
    }

    /// Writes an event to the files that grow with the run.
    func receive(_ event: RunEvent) {
        for file in files where file.format == .events { file.receive(event) }
    }

    /// Removes the files that are here only because they were opened.
    func discard() {
        for file in files { file.discard() }
    }

    /// Writes each report in place of what its file held.
    ///
    /// - Throws: ``ReportFileError`` where the disk takes no more.
    func write(_ report: ConformanceReport) throws(ReportFileError) {
        for file in files { try file.write(report) }
    }
}

/// A report on its way to a file or to standard output.
private final class ReportFile: Sendable {
    let format: ReportFormat
    private let path: String
    private let handle: FileHandle
    /// Whether it was not there before.
    private let isNew: Bool
    /// Why the stream of events could not be written, once that happened.
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
            // Where nobody reads standard output any more, the verdict and the other reports still count.
            if path != "-" { throw ReportFileError(path, "\(error)") }
        }
    }

    func discard() {
        if isNew { unlink(path) }
    }

    /// A pipe has nothing to cut off.
    private func empty() {
        if path != "-" { try? handle.truncate(atOffset: 0) }
    }
}

/// Why a report cannot be written, as a sentence.
struct ReportFileError: Error, CustomStringConvertible {
    let description: String

    init(_ path: String, _ reason: String) {
        description = "the report '\(path)' cannot be written: \(reason)"
    }
}
