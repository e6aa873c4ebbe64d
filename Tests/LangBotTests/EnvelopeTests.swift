import Foundation
import LangBot
import LangBotTesting
import Testing

/// Status and envelope decide together.
@Suite(.serialized) struct EnvelopeTests {
    private func failure(_ reply: StubAnswer) async throws -> LangBotError {
        try await LangBotTests.failure {
            try await withStub(reply, configuration: .with { $0.retry = .never }) { try await $0.bots.get("x") }
        }
    }

    @Test(
        arguments: [
            (401, ["code": -1, "msg": "m"], .unauthorized), (401, ["code": "invalid_authentication"], .unauthorized),
            (403, ["code": "permission_denied"], .forbidden), (404, ["code": -1], .notFound),
            (404, ["code": "resource_not_found"], .notFound), (400, ["code": -1], .invalidRequest),
            (409, ["code": -1], .conflict), (429, ["code": -1], .rateLimited), (500, ["code": -2], .serverError),
            (500, ["code": "internal_error"], .serverError), (200, ["code": 400], .invalidRequest),
            (200, ["code": 404], .notFound), (200, ["code": 1, "msg": "m"], .invalidRequest),
            (200, ["code": "brand_new_code"], .invalidRequest), (500, ["code": 0, "data": [:]], .serverError),
            (200, ["code": "0"], .unexpectedResponse), (200, ["code": "0.0"], .unexpectedResponse),
            (407, ["code": -1, "msg": "no"], .unexpectedResponse),
            (200, ["msg": "no code"], .unexpectedResponse), (200, ["code": nil], .unexpectedResponse),
            (200, [1, 2], .unexpectedResponse), (418, ["code": 77], .invalidRequest),
        ] as [(Int, JSONValue, LangBotError.Code)]
    )
    func envelopesAreErrors(_ status: Int, _ body: JSONValue, _ code: LangBotError.Code) async throws {
        let error = try await failure(.json(body, status: status))
        #expect(error.code == code)
        #expect(error.status == status)
        #expect(error.serverMessage == body["msg"]?.stringValue)
        #expect(error.operation == "bot.get")
    }

    @Test(
        arguments: [
            (200, "<!DOCTYPE html><title>LangBot</title>", .unsupportedByServer),
            (200, "<!doctype html><title>Sign in</title>", .unexpectedResponse),
            (404, "<!doctype html><h1>Not Found</h1>", .unsupportedByServer),
            (405, "<!doctype html>", .unsupportedByServer), (502, "<html>Bad Gateway", .serverError),
            (503, "", .serverError), (200, "", .unexpectedResponse), (204, "", .unexpectedResponse),
            (200, "{\"code\":0,", .unexpectedResponse), (401, "no", .unauthorized),
            (500, "{\"message\":1}", .serverError),
        ] as [(Int, String, LangBotError.Code)]
    )
    func otherBodiesAreErrors(_ status: Int, _ body: String, _ code: LangBotError.Code) async throws {
        let error = try await failure(.text(body, status: status))
        #expect(error.code == code)
        #expect(error.status == status)
        #expect(error.bodyPrefix == body)
    }

    @Test func errorsKeepWhatTheServerSaid() async throws {
        let body: JSONValue = ["code": "internal_error", "msg": "boom", "request_id": "r-1"]
        let error = try await failure(.json(body, status: 500, headers: ["Retry-After": "7"]))
        #expect(error.serverCode == .text("internal_error"))
        #expect(error.requestID == "r-1")
        #expect(error.retryAfter == .seconds(7))
        #expect(error.attempt == 1)
        #expect(error.description.contains("bot.get"))
        #expect(error.description.contains("boom"))
        #expect(error.localizedDescription == error.description)
    }

    @Test func codesMatchInCatch() async throws {
        do {
            _ = try await withStub(.json(["code": -1], status: 404)) { try await $0.bots.get("x") }
            Issue.record("nothing was thrown")
        } catch LangBotError.Code.unauthorized {
            Issue.record("another code matched")
        } catch LangBotError.Code.notFound {
            return
        }
    }

    @Test(
        arguments: [
            ["code": 0, "msg": "ok"], ["code": 0, "data": nil], ["code": 0, "data": [:]],
            ["code": 0, "data": ["bot": nil]],
            ["code": 0, "data": ["bot": 7]], ["code": 0, "data": ["bot": ["name": "n"]]], ["code": 0, "data": []],
        ] as [JSONValue]
    )
    func missingMembersAreDecodingErrors(_ body: JSONValue) async throws {
        let error = try await failure(.json(body))
        #expect(error.code == .decoding)
        #expect(error.status == 200)
        #expect(error.serverCode == .number(0))
        #expect(error.bodyPrefix != nil)
        #expect(error.operation == "bot.get")
    }

    @Test func bodyPrefixIsBounded() async throws {
        let error = try await failure(.text(String(repeating: "é", count: 100_000), status: 500))
        #expect(error.bodyPrefix?.count == LangBotError.maximumBodyPrefix)
    }

    @Test func operationsWithoutDataAcceptAnyData() async throws {
        let answers: [JSONValue] = [["code": 0], ["code": 0, "data": nil], ["code": 0, "data": [:]]]
        for answer in answers {
            try await withStub(.json(answer)) { try await $0.bots.delete("x") }
        }
    }

    @Test func randomBytesEndInAValueOrAnError() async throws {
        var random = SeededGenerator(seed: 11)
        let alphabet = Array("{}[]\":,0123456789.eE+-truefalsnul code msgdtbots\\u<!".utf8) + [0, 0xC3, 0xFF]
        for _ in 0..<2000 {
            let bytes = (0..<Int.random(in: 0..<60, using: &random)).compactMap { _ in
                alphabet.randomElement(using: &random)
            }
            let status = [200, 204, 301, 400, 401, 404, 500, 503].randomElement(using: &random) ?? 200
            let reply = StubAnswer.data(Data(bytes), status: status)
            do {
                _ = try await withStub(reply, configuration: .with { $0.retry = .never }) { try await $0.bots.list() }
            } catch is LangBotError {
                continue
            }
        }
    }
}
