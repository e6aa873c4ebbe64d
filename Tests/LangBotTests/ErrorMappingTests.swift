import Foundation
import LangBotTesting
import Redaction
import Testing

@testable import LangBot

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

@Suite(.serialized) struct ErrorMappingTests {
    private func mapped(_ error: any Error) async throws -> LangBotError {
        try await failure {
            try await withStub(.failure(error), configuration: .with { $0.retry = .never }) { try await $0.bots.list() }
        }
    }

    @Test(
        arguments: [
            (.timedOut, .timeout), (.cannotConnectToHost, .connectionFailed), (.cannotFindHost, .connectionFailed),
            (.networkConnectionLost, .transport), (.cancelled, .cancelled),
            (.secureConnectionFailed, .insecureConnection),
        ] as [(URLError.Code, LangBotError.Code)]
    )
    func errorsOfFoundationHaveCodes(_ code: URLError.Code, _ expected: LangBotError.Code) async throws {
        let error = try await mapped(URLError(code))
        #expect(error.code == expected)
        #expect((error.underlying as? URLError)?.code == code)
        #expect(error.operation == "bot.list")
    }

    @Test(
        arguments: [
            (.connectionFailed, .connectionFailed), (.connectionLost, .transport), (.timeout, .timeout),
            (.responseTooLarge, .responseTooLarge), (.cancelled, .cancelled), (.other, .transport),
            (.insecure, .insecureConnection),
        ] as [(TransportFailure.Kind, LangBotError.Code)]
    )
    func failuresOfTransportsHaveCodes(_ kind: TransportFailure.Kind, _ expected: LangBotError.Code) async throws {
        #expect(try await mapped(TransportFailure(kind)).code == expected)
    }

    @Test func aServerThatCannotBeReachedIsNamedWithoutTheRest() async throws {
        let url = try #require(URL(string: "http://langbot.test/api/v1/platform/bots?secret=s3cret"))
        let system = URLError(
            .cannotConnectToHost,
            userInfo: [NSLocalizedDescriptionKey: "Connection refused", NSURLErrorFailingURLErrorKey: url]
        )
        let advice = "check the base URL and that the server is running"
        let cases: [(any Error, String)] = [
            (system, ", connection refused"), (TransportFailure(.connectionFailed), ""),
        ]
        for (error, reason) in cases {
            let sentence = "bot.list: http://langbot.test:80 cannot be reached\(reason); \(advice)"
            #expect(try await mapped(error).description == sentence)
        }
    }

    @Test(arguments: [
        ("https://langbot.test/base", "https://langbot.test:443"), ("http://[::1]:5300", "http://[::1]:5300"),
    ])
    func originsAreWrittenLikeURLs(url: String, origin: String) throws {
        #expect(try BaseURL(#require(URL(string: url))).origin.description == origin)
    }

    @Test func otherErrorsAreKept() async throws {
        struct Odd: Error {}
        let error = try await mapped(Odd())
        #expect(error.code == .transport)
        #expect(error.underlying is Odd)
    }

    @Test func cancellationOfTheTaskIsSwiftsOwnError() async throws {
        let call = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            let error = LangBotError.mapping(
                URLError(.cancelled),
                operation: "bot.list",
                attempt: 1,
                redactor: Redactor()
            )
            return error is CancellationError
        }
        #expect(await call.value)
    }

    @Test func everyCodeHasASentenceOfItsOwn() {
        let codes: [LangBotError.Code] = [
            .unauthorized, .forbidden, .notFound, .invalidRequest, .conflict, .rateLimited, .serverError,
            .unexpectedResponse, .decoding, .timeout, .cancelled, .connectionFailed, .transport, .redirectRefused,
            .responseTooLarge, .unsupportedByServer, .invalidCredential, .invalidBaseURL,
        ]
        let sentences = codes.map { LangBotError($0).description }
        #expect(Set(sentences).count == codes.count)
        #expect(sentences.allSatisfy { !$0.hasPrefix("failed with") })
        #expect(LangBotError(.init(rawValue: "newer")).description == "failed with newer")
    }
}
