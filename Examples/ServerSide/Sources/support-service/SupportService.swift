import Foundation
import Hummingbird
import LangBot
import LangBotServerSide
import Logging

/// A web service that asks a pipeline, and takes the callbacks of an HTTP bot; needs LangBot 4.11.
///
///     LANGBOT_API_KEY=lbk_… LANGBOT_PIPELINE=… LANGBOT_BOT_SECRET=… swift run support-service
///     curl --data 'When do you open?' http://127.0.0.1:8080/ask
@main
struct SupportService {
    static func main() async throws {
        let environment = ProcessInfo.processInfo.environment
        guard let url = URL(string: environment["LANGBOT_BASE_URL"] ?? "http://127.0.0.1:5300"),
            let pipeline = environment["LANGBOT_PIPELINE"], let secret = environment["LANGBOT_BOT_SECRET"]
        else { fatalError("set LANGBOT_PIPELINE and LANGBOT_BOT_SECRET, and LANGBOT_BASE_URL to a URL") }
        let logger = Logger(label: "support-service")
        var configuration = ClientConfiguration()
        // LangBot waits for a minute.
        configuration.deadline = .seconds(75)
        configuration.middlewares = [LoggingMiddleware(logger), MetricsMiddleware()]
        let client = try LangBotClient(
            baseURL: url,
            credential: .environment("LANGBOT_API_KEY"),
            configuration: configuration,
            transport: AsyncHTTPClientTransport()
        )
        defer { client.close() }
        let routes = Routes(client: client, pipeline: Pipeline.ID(pipeline), secret: HTTPBotSecret(secret))
        try await Application(router: routes.router, logger: logger).runService()
    }
}

/// What the service answers.
struct Routes: Sendable {
    let client: LangBotClient
    let pipeline: Pipeline.ID
    let secret: HTTPBotSecret

    var router: Router<BasicRequestContext> {
        let router = Router()
        router.post("ask") { request, _ -> String in
            let question = try await request.body.collect(upTo: 16 * 1024)
            do {
                return try await client.pipelines.run(pipeline, message: String(buffer: question)).reply
            } catch let error as LangBotError {
                throw HTTPError(Self.status(of: error), message: error.localizedDescription)
            }
        }
        router.post("langbot") { request, context -> HTTPResponse.Status in
            let body = try await request.body.collect(upTo: 1024 * 1024)
            do {
                let callback = try HTTPBotCallback(
                    verifying: Data(body.readableBytesView),
                    timestamp: Self.field(HTTPBotSignature.timestampField, of: request),
                    signature: Self.field(HTTPBotSignature.signatureField, of: request),
                    secret: secret
                )
                context.logger.info("\(callback.sessionID): \(callback.text)")
                return .ok
            } catch let rejection as HTTPBotCallback.Rejection {
                context.logger.warning("not a callback: \(rejection)")
                return .unauthorized
            }
        }
        return router
    }

    private static func field(_ name: String, of request: Request) -> String? {
        request.headers.first { $0.name.canonicalName == name.lowercased() }?.value
    }

    /// What this service's own callers are told.
    private static func status(of error: LangBotError) -> HTTPResponse.Status {
        switch error.code {
        case .rateLimited: .tooManyRequests
        case .timeout: .gatewayTimeout
        default: .badGateway
        }
    }
}
