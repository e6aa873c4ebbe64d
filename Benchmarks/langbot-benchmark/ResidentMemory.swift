import Foundation

/// The resident memory of the process.
enum ResidentMemory {
    private static let file = "/proc/self/status"

    /// Whether the system reports it; here, only Linux does.
    static var isKnown: Bool { FileManager.default.isReadableFile(atPath: file) }

    /// The size in bytes.
    static func bytes() throws -> Int {
        let status = try? String(contentsOfFile: file, encoding: .utf8)
        let line = status?.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        guard let kilobytes = line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Int($0) }) else {
            throw BenchmarkFailure(description: "\(file) does not tell the memory of the process")
        }
        return kilobytes * 1024
    }
}
