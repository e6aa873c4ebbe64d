import CommandLineSupport
import Foundation

/// A server of the program `openssl`, which answers each request with a page about its connection.
final class OpenSSLServer {
    let port: Int
    private let process: ChildProcess

    /// - Parameter arguments: Those of `openssl s_server` beside port and certificate.
    init(_ identity: String, _ arguments: [String]) throws {
        let output = Pipe()
        process = try ChildProcess(
            "openssl",
            ["s_server", "-www", "-accept", "127.0.0.1:0", "-cert", identity] + arguments,
            output: output.fileHandleForWriting.fileDescriptor
        )
        try output.fileHandleForWriting.close()
        var told = ""
        while !told.contains("ACCEPT"), case let data = output.fileHandleForReading.availableData, !data.isEmpty {
            told += String(decoding: data, as: UTF8.self)
        }
        let line = told.split(separator: "\n").first { $0.hasPrefix("ACCEPT") }
        guard let port = line?.split(separator: ":").last.flatMap({ Int($0) }) else {
            process.send(SIGTERM)
            throw CocoaError(.featureUnsupported)
        }
        self.port = port
    }

    deinit {
        process.send(SIGTERM)
    }
}
