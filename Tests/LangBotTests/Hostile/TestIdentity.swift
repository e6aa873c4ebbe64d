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
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        let curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
        let names = ["-subj", "/CN=test", "-addext", "subjectAltName=DNS:localhost,DNS:langbot.test,IP:127.0.0.1"]
        process.arguments =
            ["openssl", "req", "-x509", "-days", "2", "-keyout", file.path, "-out", "\(file.path).crt"] + curve + names
        (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.featureUnsupported) }
        let certificate = try Data(contentsOf: URL(fileURLWithPath: "\(file.path).crt"))
        try (certificate + Data(contentsOf: file)).write(to: file)
        try FileManager.default.removeItem(atPath: "\(file.path).crt")
    }
}
