import Foundation

/// What of the process is in memory.
enum ResidentMemory {
    private static let file = "/proc/self/status"

    /// Whether the system tells; only Linux does so here.
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
