import Foundation
import HTTPCore
import LangBotConformance
import LangBotMock
import Testing

/// Connections that serve several requests.
@Suite(.serialized) struct KeptConnectionTests {
    private struct Caller: Hashable {
        var key = false
        var user = false
    }

    private let checks = ["bypass.path.lists", "auth.*.accepted", "auth.missing.status", "effect.update.listed"]

    private func requests(_ transcript: [UInt8]) throws -> [HTTPRequest] {
        var requests: [HTTPRequest] = []
        var parser = HTTPRequestParser()
        parser.append(transcript)
        while let event = try parser.next() {
            if case .request(let request) = event { requests.append(request) }
        }
        return requests
    }

    private func caller(_ request: HTTPRequest, key: String) -> Caller {
        let token = request.fields["authorization"] ?? ""
        return Caller(
            key: request.fields["x-api-key"] == key || token == "Bearer \(key)",
            user: token.hasPrefix("Bearer eyJ")
        )
    }

    @Test func aConnectionServesOneCaller() async throws {
        let mock = try await MockLangBot.start()
        let listener = try Forwarder(to: mock.port, as: .listener)
        var options = options(mock, port: listener.port)
        options.only = checks
        options.useFewOperations()
        let report = try await ConformanceRun(options).start()
        #expect(report.summary.exitCode == .conforms)
        let connections = try listener.transcripts.map(requests)
        for requests in connections {
            let callers = Set(requests.map { caller($0, key: mock.apiKey) })
            #expect(callers.count <= 1, "\(requests.map(\.target))")
            // Once is enough for what changes something.
            let changes = requests.filter { $0.method != .get && callers != [Caller()] }
            #expect(changes.isEmpty || requests.count == 1, "\(requests.map(\.target))")
        }
        #expect(connections.count * 2 < connections.joined().count)
        await mock.stop(drain: .zero)
    }

    /// A gateway may answer one of several requests that are on their way at once.
    @Test func aGatewaysAnswerHidesNoBreach() async throws {
        let mutation = Mutation(
            request: { request in
                if request.target.hasSuffix("%2e/pipelines") || request.target.contains("/./") {
                    request.target = "/api/v1/pipelines"
                    request.fields.set("X-API-Key", "lbk_local_mock_key")
                }
            },
            response: { request, response in
                if request.target.contains("//") { response = HTTPResponse(status: 503) }
            }
        )
        let (report, _) = try await report(mutation) {
            $0.only = ["bypass.path.lists@pipeline.list"]
            $0.retries = 0
        }
        #expect(report.results.map(\.level) == [.critical], "\(report.results.map(\.actual))")
    }

    /// A server that serves one connection after the other waits for the end of those that are kept.
    @Test func aServerOfOneConnectionIsJudged() async throws {
        let mock = try await MockLangBot.start()
        let door = try Forwarder(to: mock.port, as: .single)
        var options = options(mock, port: door.port)
        options.timeout = .seconds(3)
        options.account = nil
        options.allowsWrites = false
        options.only = ["auth.missing.status@pipeline.list", "auth.x-api-key.accepted@pipeline.list"]
        let report = try await ConformanceRun(options).start()
        #expect(report.findings(.conforms).count == 2, "\(report.results.map(\.actual))")
        await mock.stop(drain: .zero)
    }

    /// Servers may end a connection after any answer, and need not say so.
    @Test func anEndedConnectionIsNoAnswer() async throws {
        let mock = try await MockLangBot.start()
        try await withServer { request, exchange in
            let response = mock.application.blockingAnswer(request).response
            let lines = ["HTTP/1.1 \(response.status) Status", "Content-Length: \(response.body.count)"]
            let fields = response.fields.map { "\($0.name): \($0.value)" }
            let head = (lines + fields).joined(separator: "\r\n") + "\r\n\r\n"
            exchange.abort(sending: Array(head.utf8) + response.body)
        } _: { port in
            var options = options(mock, port: port)
            options.only = checks
            options.useFewOperations()
            let report = try await ConformanceRun(options).start()
            #expect(report.findings(.deviates) == [])
            #expect(report.findings(.untestable) == [])
            #expect(report.summary.totals[.conforms] > 20)
        }
        await mock.stop(drain: .zero)
    }
}
