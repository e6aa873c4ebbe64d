import CommandLineSupport
import Foundation

/// A certificate for this machine, which the program `openssl` makes for one run of the tests.
struct TestIdentity: Sendable {
    /// The one for this run; nil if there is no such program.
    static let shared = try? TestIdentity()

    /// A PEM file with the certificate and its key; the certificate is its own authority.
    let file: URL

    private init() throws {
        let directory = FileManager.default.temporaryDirectory
        file = directory.appendingPathComponent("langbot-test-\(ProcessInfo.processInfo.processIdentifier).pem")
        let curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
        let names = ["-subj", "/CN=test", "-addext", "subjectAltName=DNS:localhost,DNS:langbot.test,IP:127.0.0.1"]
        let files = ["-keyout", file.path, "-out", "\(file.path).crt"]
        let openssl = try ChildProcess("openssl", ["req", "-x509", "-days", "2"] + files + curve + names)
        guard openssl.waitUntilExit() == 0 else { throw CocoaError(.featureUnsupported) }
        let certificate = try Data(contentsOf: URL(fileURLWithPath: "\(file.path).crt"))
        try (certificate + Data(contentsOf: file)).write(to: file)
        try FileManager.default.removeItem(atPath: "\(file.path).crt")
    }
}
