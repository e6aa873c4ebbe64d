import CommandLineSupport
import Foundation
import HTTPCore
import LangBotConformance
import LangBotMock
import TestCertificates
import Testing

/// What lies between the suite and a server: TLS, a proxy, a gateway that asks for a header field.
@Suite(
    .serialized,
    .enabled(if: TLSContext.isAvailable && Certificates.shared != nil, "needs OpenSSL 3 and its program")
)
struct ConnectionTests {
    private let certificates: Certificates
    private let mock: MockLangBot

    init() async throws {
        certificates = try #require(Certificates.shared)
        mock = try await MockLangBot.start()
    }

    /// A gateway that shows the certificate of that name.
    private func gateway(_ name: String = "right", asksForCertificate: Bool = false) throws -> Forwarder {
        var configuration = TLSConfiguration(certificate: certificates.identity(name))
        if asksForCertificate { configuration.authorities = certificates.authority }
        return try Forwarder(to: mock.port, as: .tls(.server(configuration)))
    }

    private func run(
        _ url: String,
        _ only: [String] = ["auth.missing.status@pipeline.list"],
        _ change: (inout ConformanceOptions.Connection) -> Void
    ) async throws -> ConformanceReport {
        var options = options(mock, port: 0)
        options.baseURL = url
        options.account = nil
        options.only = only
        options.useFewOperations()
        change(&options.connection)
        return try await ConformanceRun(options).start()
    }

    /// Exact bytes reach a server behind TLS as they reach any other, and the printed commands send them too.
    @Test func checksThatNeedExactBytesRunOverTLS() async throws {
        let exact = Suite.checks.filter { $0.needs == [.rawSocket] }.map(\.id)
        let gateway = try gateway()
        let plain = try await run("http://127.0.0.1:\(mock.port)", exact) { _ in }
        let secure = try await run("https://localhost:\(gateway.port)", exact) {
            $0.authorities = certificates.authority
        }
        #expect(secure.results.map(\.key) == plain.results.map(\.key))
        #expect(secure.results.count > 30)
        for (one, other) in zip(secure.results, plain.results) {
            #expect(one.verdict == other.verdict, "\(one.key): \(one.actual)")
        }
        let commands = secure.results.filter { $0.curl?.contains("openssl s_client") == true }
        #expect(commands.count > 5)
        for result in commands.prefix(3) { try await repeats(result) }
        await mock.stop(drain: .zero)
    }

    private func repeats(_ result: CheckResult) async throws {
        let output = Pipe()
        let shell = try ChildProcess(
            "sh",
            ["-c", try #require(result.curl)],
            environment: [
                "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
                "LANGBOT_API_KEY": mock.apiKey,
            ],
            output: output.fileHandleForWriting.fileDescriptor
        )
        try output.fileHandleForWriting.close()
        let printed = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        _ = await shell.status()
        let status = try #require(result.exchange?.status)
        #expect(printed.hasPrefix("HTTP/1.1 \(status) "), "\(result.curl ?? ""): \(printed)")
    }

    @Test(arguments: [
        ("self-signed", "the server's certificate is self-signed, and not among the trusted ones"),
        ("expired", "the server's certificate has expired"),
        ("other-host", "the server's certificate is for another host"),
    ])
    func aCertificateThatIsNotAcceptedIsASentence(name: String, reason: String) async throws {
        let gateway = try gateway(name)
        let url = "https://localhost:\(gateway.port)"
        let error = await #expect(throws: ConformanceError.self) {
            try await run(url) { $0.authorities = certificates.authority }
        }
        #expect(error?.kind == .unreachable)
        #expect(error?.description == "\(url) cannot be reached: \(reason)")

        let report = try await run(url) { $0.verifiesServer = false }
        #expect(report.summary.exitCode == .conforms)
        for format in ReportFormat.allCases {
            let text = String(decoding: report.rendered(as: format), as: UTF8.self)
            let sentence = format == .json || format == .events ? "\"insecure\"" : "not verified (--insecure)"
            #expect(text.contains(sentence), "\(format)")
        }
        await mock.stop(drain: .zero)
    }

    @Test func aServerThatAsksForACertificateGetsIt() async throws {
        let gateway = try gateway(asksForCertificate: true)
        let url = "https://localhost:\(gateway.port)"
        let error = await #expect(throws: ConformanceError.self) {
            try await run(url) { $0.authorities = certificates.authority }
        }
        #expect(error?.description.contains("the server asks for a client certificate") == true, "\(error as Any)")
        let report = try await run(url) {
            $0.authorities = certificates.authority
            $0.certificate = certificates.identity("client")
        }
        #expect(report.summary.exitCode == .conforms)
        await mock.stop(drain: .zero)
    }

    @Test func aNameIsReachedAtAnotherAddress() async throws {
        let gateway = try gateway("self-signed")
        let report = try await run("https://langbot.test:\(gateway.port)") {
            $0.authorities = certificates.identity("self-signed")
            $0.address = "127.0.0.1"
        }
        #expect(report.summary.exitCode == .conforms)
        #expect(gateway.beginnings.allSatisfy { $0.contains("\r\nHost: langbot.test:\(gateway.port)\r\n") })
        await mock.stop(drain: .zero)
    }

    /// The value is in every request and in no report; commands take it from a variable.
    @Test func aGatewaysFieldIsSentAndNotShown() async throws {
        let gateway = try gateway()
        let value = "open-sesame-90210"
        let only = ["auth.missing.status", "wire", "body"]
        let report = try await run("https://localhost:\(gateway.port)", only) {
            $0.authorities = certificates.authority
            $0.fields = [ConformanceOptions.Field("X-Gateway-Key", value)]
        }
        let requests = gateway.beginnings.filter { $0.contains("\r\n") }
        #expect(requests.count > 40)
        for request in requests { #expect(request.contains("X-Gateway-Key: \(value)\r\n"), "\(request.prefix(200))") }
        for format in ReportFormat.allCases {
            #expect(!String(decoding: report.rendered(as: format), as: UTF8.self).contains(value), "\(format)")
        }
        let commands = report.results.compactMap(\.curl)
        #expect(commands.allSatisfy { $0.contains("$X_GATEWAY_KEY") })
        await mock.stop(drain: .zero)
    }

    @Test(arguments: [false, true])
    func aProxyTunnels(isTLS: Bool) async throws {
        let gateway = try gateway("self-signed")
        let proxy = try Forwarder(to: isTLS ? gateway.port : mock.port, as: .proxy)
        let report = try await run("\(isTLS ? "https" : "http")://langbot.test:5300") {
            if isTLS { $0.authorities = certificates.identity("self-signed") }
            $0.proxy = "http://user:proxy-password@127.0.0.1:\(proxy.port)"
        }
        #expect(report.summary.exitCode == .conforms)
        let beginning = try #require(proxy.beginnings.first)
        #expect(beginning.hasPrefix("CONNECT langbot.test:5300 HTTP/1.1\r\n"))
        #expect(beginning.contains("Proxy-Authorization: Basic dXNlcjpwcm94eS1wYXNzd29yZA==\r\n"))
        #expect(report.results.first?.curl?.contains("--proxytunnel --proxy http://127.0.0.1:\(proxy.port)") == true)
        #expect(!String(decoding: report.rendered(as: .json), as: UTF8.self).contains("proxy-password"))
        await mock.stop(drain: .zero)
    }

    @Test(arguments: [
        ("X-API-Key", "x", "the checks send X-API-Key themselves; '--header' is for what a gateway asks for"),
        ("a b", "x", "'a b' is not the name of a header field"),
        (
            "X-A", "s\u{7}cret",
            "the value of the header field X-A is empty, or has a character that is not visible ASCII"
        ),
    ])
    func aFieldThatCannotBeSentIsRefused(name: String, value: String, sentence: String) async throws {
        await mock.stop(drain: .zero)
        let error = await #expect(throws: ConformanceError.self) {
            try await run("http://127.0.0.1:1") { $0.fields = [ConformanceOptions.Field(name, value)] }
        }
        #expect(error?.kind == .usage)
        #expect(error?.description == sentence)
    }

    @Test func whatIsOfNoUseIsNamed() async throws {
        await mock.stop(drain: .zero)
        let rows: [(String, String, (inout ConformanceOptions.Connection) -> Void)] = [
            (
                "http://h.test", "'--ca-file' is for a server over https, and http://h.test is not",
                { $0.authorities = "a.pem" }
            ),
            (
                "http://h.test", "'--client-cert' is for a server over https, and http://h.test is not",
                { $0.certificate = "c.pem" }
            ),
            (
                "http://h.test", "'--insecure' is for a server over https, and http://h.test is not",
                { $0.verifiesServer = false }
            ),
            (
                "https://h.test", "'--resolve' takes an IP address, such as 192.0.2.7 or 2001:db8::7, not 'h.test:80'",
                { $0.address = "h.test:80" }
            ),
            (
                "https://h.test", "the file /no/such/file.pem cannot be read: No such file or directory",
                { $0.authorities = "/no/such/file.pem" }
            ),
            (
                "https://h.test", "the value of '--proxy' names a proxy that speaks socks5, and only http is supported",
                { $0.proxy = "socks5://h" }
            ),
        ]
        for (url, sentence, change) in rows {
            let error = await #expect(throws: ConformanceError.self) { try await run(url, [], change) }
            #expect(error?.kind == .usage)
            #expect(error?.description == sentence)
        }
    }
}
