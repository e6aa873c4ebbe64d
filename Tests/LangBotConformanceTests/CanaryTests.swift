import Foundation
import HTTPCore
import LangBotConformance
import Testing

/// A wrong address or key is one sentence, not hundreds of failures.
@Suite(.serialized) struct CanaryTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let without: (Int, String)
        let with: (Int, String)
        let sentence: String
    }

    private static let ok = (200, "{\"code\":0,\"msg\":\"ok\",\"data\":{\"bots\":[]}}")
    private static let no = (401, "{\"code\":-1,\"msg\":\"No valid authentication provided\"}")

    static let cases = [
        Case(
            testDescription: "a page",
            without: (200, "<html>"),
            with: (200, "<html>"),
            sentence: " is not a LangBot server: /api/v1/platform/bots answered 200 with text/x"
        ),
        Case(
            testDescription: "another API",
            without: (404, "{\"code\":404}"),
            with: (404, "{\"code\":404}"),
            sentence: " is not a LangBot server: /api/v1/platform/bots answered 404 with text/x"
        ),
        Case(
            testDescription: "no authentication",
            without: ok,
            with: ok,
            sentence: " does not require a credential: /api/v1/platform/bots answered 200 \"ok\""
        ),
        Case(
            testDescription: "a wrong key",
            without: no,
            with: (401, "{\"code\":-1,\"msg\":\"Invalid API key\"}"),
            sentence: " does not accept the API key: it answered 401 \"Invalid API key\""
        ),
        Case(
            testDescription: "a failing server",
            without: no,
            with: (500, "{\"code\":-2,\"msg\":\"down\\u001b[2J\\nlbk_the_key_of_this_test\"}"),
            sentence: " does not accept the API key: it answered 500 \"down\\u{1B}[2J\\n<redacted>\""
        ),
        Case(
            testDescription: "a gateway without a server",
            without: (500, "{\"code\":-2,\"msg\":\"down\"}"),
            with: (500, ""),
            sentence: " fails before it asks for a credential: /api/v1/platform/bots answered 500 \"down\""
        ),
        Case(
            testDescription: "another refusal",
            without: (403, "{\"code\":-1,\"msg\":\"no\"}"),
            with: (403, ""),
            sentence:
                " does not answer 401 to a request without a credential: /api/v1/platform/bots answered 403 \"no\""
        ),
        Case(
            testDescription: "a gateway that removes the key",
            without: no,
            with: no,
            sentence: " did not see the API key, which a gateway may have removed: it answered 401 "
                + "\"No valid authentication provided\""
        ),
    ]

    private func failure(_ port: Int) async -> ConformanceError? {
        var options = ConformanceOptions(baseURL: "http://127.0.0.1:\(port)", apiKey: "lbk_the_key_of_this_test")
        options.timeout = patience
        do throws(ConformanceError) {
            _ = try await ConformanceRun(options).start()
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: cases)
    func saysWhyThereIsNothingToJudge(_ kind: Case) async throws {
        try await withServer { request, exchange in
            let (status, body) = request.fields.contains("x-api-key") ? kind.with : kind.without
            let response = HTTPResponse(status: status, fields: ["Content-Type": "text/x"], body: Array(body.utf8))
            exchange.respond(response)
        } _: { port in
            let error = await failure(port)
            #expect(error?.kind == .unreachable)
            #expect(error?.description == "http://127.0.0.1:\(port)\(kind.sentence)")
            guard kind.sentence.contains("is not a LangBot") else { return }
            // Nor is there a release to guess.
            let probed = await #expect(throws: ConformanceError.self) {
                try await Deployment.look(at: "http://127.0.0.1:\(port)", timeout: patience)
            }
            #expect(probed == error)
        }
    }

    @Test(arguments: [
        ("/api/v1", "; give the base URL without /api/v1"), ("/base/api/", "; give the base URL without /api"),
        ("/api/v1/platform/bots", "; give the base URL without /api/v1/platform/bots"), ("/base", "answered 404"),
    ])
    func saysWhatABaseURLLeavesOut(path: String, end: String) async throws {
        try await withServer { _, exchange in
            exchange.respond(HTTPResponse(status: 404, body: Array("no such path".utf8)))
        } _: { port in
            var options = ConformanceOptions(baseURL: "http://127.0.0.1:\(port)\(path)", apiKey: "lbk_key")
            options.timeout = patience
            let error = await #expect(throws: ConformanceError.self) { try await ConformanceRun(options).start() }
            #expect(error?.description.contains(end) == true, "\(error?.description ?? "")")
        }
    }

    @Test func saysThatNobodyAnswers() async throws {
        let error = await failure(1)
        #expect(error?.kind == .unreachable)
        #expect(error?.description.contains("Connection refused") == true)
    }

    @Test(arguments: [
        ([0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x46], "the server speaks TLS; use https instead of http"),
        (Array("SSH-2.0-x\r\n".utf8), "the answer is not HTTP"), ([], "closed without an answer"),
    ])
    func saysWhatSpeaksThereInstead(bytes: [UInt8], sentence: String) async throws {
        let listener = try RawListener(answer: bytes)
        let error = await failure(listener.port)
        await listener.stop()
        #expect(error?.kind == .unreachable)
        #expect(error?.description.contains(sentence) == true, "\(error?.description ?? "")")
    }

    @Test func saysThatAServerDoesNotSpeakTLS() async throws {
        try await withServer { _, exchange in
            exchange.respond(HTTPResponse(status: 200))
        } _: { port in
            let error = await #expect(throws: ConformanceError.self) {
                try await Deployment.look(at: "https://127.0.0.1:\(port)", timeout: patience)
            }
            let reason = "the server does not speak TLS; use http instead of https"
            #expect(error?.description == "https://127.0.0.1:\(port) cannot be reached: \(reason)")
        }
    }

    @Test(arguments: [
        ("", "k"), ("127.0.0.1:5300", "k"), ("ftp://127.0.0.1", "k"), ("http://", "k"), ("http://u:p@127.0.0.1", "k"),
        ("http://127.0.0.1?x", "k"), ("http://127.0.0.1#x", "k"), ("http://127.0.0.1", ""),
        ("http://127.0.0.1", "a b"), ("http://127.0.0.1", "a\r\nX: y"), ("http://127.0.0.1", "schlüssel"),
    ])
    func refusesWhatCannotBeMeant(url: String, key: String) {
        let error = #expect(throws: ConformanceError.self) {
            try ConformanceRun(ConformanceOptions(baseURL: url, apiKey: key))
        }
        #expect(error?.kind == .usage)
        #expect(key.count < 3 || error?.description.contains(key) == false)
    }

    @Test func refusesAPatternOfNothing() {
        var options = ConformanceOptions(baseURL: "http://127.0.0.1", apiKey: "k")
        options.skip = ["no.such.check"]
        let error = #expect(throws: ConformanceError.self) { try ConformanceRun(options) }
        #expect(error?.kind == .usage && error?.description.contains("'no.such.check'") == true)
    }
}
