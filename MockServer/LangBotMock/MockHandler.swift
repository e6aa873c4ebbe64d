import Foundation
import HTTPCore
import LangBotContract
import Redaction

/// Connects an application to a server: routes control requests, applies faults and keeps the journal.
struct MockHandler: HTTPHandler {
    let application: Application
    let control: Control
    let onRequest: (@Sendable (String) -> Void)?
    /// The segments of paths that the profile's operations have.
    private let literals: Set<Substring>

    init(application: Application, control: Control, onRequest: (@Sendable (String) -> Void)?) {
        self.application = application
        self.control = control
        self.onRequest = onRequest
        // Only a log needs them.
        let endpoints = onRequest == nil ? [] : application.profile.endpoints
        literals = Set(
            endpoints.flatMap(\.path.segments).compactMap { segment in
                if case .literal(let text) = segment { Substring(text) } else { nil }
            }
        )
    }

    func admit(_ head: HTTPRequest) -> HTTPResponse? {
        if Control.isConcerned(with: head) { return control.refusalUnread(head) }
        // Faults are decided once the request is complete.
        guard control.faults.isEmpty else { return nil }
        let start = MonotonicTime.now
        guard let answer = application.refusalUnread(head) else { return nil }
        record(head, answer, since: start, fault: nil)
        return answer.response
    }

    func handle(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        guard !Control.isConcerned(with: request) else {
            // Writing a long journal or a large state takes a while.
            Task { exchange.respond(control.answer(request)) }
            return
        }
        if let opening = application.opening(request) { return open(opening, request, exchange) }
        let start = MonotonicTime.now
        let play = play(request)
        if let answer = play?.answer(request) ?? application.promptAnswer(request) {
            record(request, answer, since: start, fault: play?.id)
            guard let play else { return exchange.respond(answer.response) }
            return play.send(answer.response, exchange)
        }
        let task = Task {
            let answer = await application.liveAnswer(request)
            record(request, answer, since: start, fault: play?.id)
            await send(answer, play, exchange)
        }
        exchange.onDisconnect { task.cancel() }
    }

    /// Opens a websocket, unless a fault or the profile refuses it.
    private func open(_ opening: Application.Opening, _ request: HTTPRequest, _ exchange: HTTPExchange) {
        let start = MonotonicTime.now
        let play = play(request)
        if let play, let answer = play.answer(request) {
            record(request, answer, since: start, fault: play.id)
            return play.send(answer.response, exchange)
        }
        switch opening {
        case .refused(let response):
            record(request, Application.Answer(response: response, operation: nil), since: start, fault: nil)
            exchange.respond(response)
        case .accepted(let fields, let operation, let serve):
            let response = HTTPResponse(status: 101, fields: fields)
            let answer = Application.Answer(response: response, operation: operation)
            record(request, answer, since: start, fault: play?.id)
            let upgrade: @Sendable () -> Void = {
                let socket = exchange.upgrade(fields, limits: Application.socketLimits)
                Task { await serve(socket) }
            }
            guard let play else { return upgrade() }
            play.open(response, exchange, upgrade)
        }
    }

    /// The answer to an API request, and the fault that affects it, if any.
    func answer(_ request: HTTPRequest) async -> (Application.Answer, FaultPlay?) {
        let start = MonotonicTime.now
        let play = play(request)
        let answer: Application.Answer
        if let given = play?.answer(request) {
            answer = given
        } else {
            answer = await application.liveAnswer(request)
        }
        record(request, answer, since: start, fault: play?.id)
        return (answer, play)
    }

    private func play(_ request: HTTPRequest) -> FaultPlay? {
        guard !control.faults.isEmpty else { return nil }
        return control.faults.strike(application.operation(of: request), request.path).map {
            FaultPlay($0, application)
        }
    }

    private func send(_ answer: Application.Answer, _ play: FaultPlay?, _ exchange: HTTPExchange) async {
        guard let stream = answer.stream else {
            guard let play else { return exchange.respond(answer.response) }
            return play.send(answer.response, exchange)
        }
        // A fault needs the whole content.
        if let play { return play.send(await answer.whole(), exchange) }
        exchange.beginStream(answer.response)
        for await piece in stream { exchange.write(piece) }
        exchange.endStream()
    }

    func refuse(_ refusal: HTTPRefusal) -> HTTPResponse {
        onRequest?("- - \(refusal.status) \(refusal)")
        return application.response(to: refusal)
    }

    private func record(
        _ request: HTTPRequest,
        _ answer: Application.Answer,
        since start: MonotonicTime,
        fault: String?
    ) {
        let microseconds = MonotonicTime.now.microseconds(since: start)
        control.journal.append(
            request,
            answer.response,
            answer.operation,
            at: .now,
            microseconds: microseconds,
            fault: fault
        )
        guard let onRequest else { return }
        let operation = answer.operation?.rawValue ?? "-"
        let time = "\(microseconds / 1000).\(microseconds / 100 % 10) ms"
        onRequest("\(request.method) \(shown(request.path)) \(answer.response.status) \(operation) \(time)")
    }

    /// A path for a line of the log: what callers have chosen in it may be a secret.
    private func shown(_ path: Substring) -> String {
        let chosen = path.split(separator: "/").first { !literals.contains($0) }
        guard let chosen else { return String(path) }
        let rest = control.journal.hiding(String(path[chosen.startIndex...]))
        return VisibleText.escaped(String(path[..<chosen.startIndex]) + rest)
    }
}
