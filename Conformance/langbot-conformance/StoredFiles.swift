import CommandLineSupport
import Foundation
import LangBotConformance

/// Reads and writes the files that the commands are given.
enum StoredFiles {
    /// A stored run from a file, or from standard input where the path is `-`.
    ///
    /// - Throws: `UsageError` if it cannot be read.
    static func report(_ path: String) throws(UsageError) -> ConformanceReport {
        let bytes = try read(path)
        do throws(ReportFormatError) {
            return try ConformanceReport(reading: bytes)
        } catch {
            throw UsageError("'\(path)' is not a report: \(error)")
        }
    }

    /// Reads a baseline.
    ///
    /// - Throws: `UsageError` if it cannot be read.
    static func baseline(_ path: String) throws(UsageError) -> Baseline {
        let bytes = try read(path)
        do throws(ReportFormatError) {
            return try Baseline(bytes)
        } catch {
            throw UsageError("'\(path)' is not a baseline: \(error)")
        }
    }

    /// Writes a file atomically, or to standard output if there is no path.
    ///
    /// - Throws: `UsageError` if it cannot be written.
    static func write(_ data: Data, to path: String?) throws(UsageError) {
        guard let path, path != "-" else {
            try? FileHandle.standardOutput.write(contentsOf: data)
            return
        }
        do {
            // Devices and pipes cannot be replaced by a temporary file.
            let isRegular =
                (try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType)
                .map { $0 == .typeRegular } ?? true
            try data.write(to: URL(fileURLWithPath: path), options: isRegular ? .atomic : [])
        } catch {
            throw UsageError("'\(path)' cannot be written: \(systemReason(error))")
        }
    }

    private static func read(_ path: String) throws(UsageError) -> [UInt8] {
        do {
            if path == "-" { return try FileHandle.standardInput.readToEnd().map(Array.init) ?? [] }
            // Data(contentsOf:) reads no pipes.
            let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            return try file.readToEnd().map(Array.init) ?? []
        } catch {
            throw UsageError("'\(path)' cannot be read: \(systemReason(error))")
        }
    }
}
