import Foundation
import HTTPCore

/// How a run treats answers of the way to the server: rate limits, and gateways that do not reach it.
///
/// They say nothing about the server. The run waits and asks again, and a check that still gets no other answer is
/// untestable.
package final class Patience: Sendable {
    /// How often and how fast a run asks.
    package struct Options: Sendable {
        /// How often a request is repeated.
        package var retries = 4
        /// The most requests a second; nil sets no limit.
        package var rate: Int?
        /// The time that all waits of a run may take together.
        package var budget = Duration.seconds(120)

        package init() {}
    }

    private struct State {
        /// What is left of the budget.
        var remaining: Duration
        /// The time between the beginnings of two requests; grows where requests are limited.
        var interval: Duration
        /// When the next request may begin.
        var next: ContinuousClock.Instant
        /// When the interval last grew: requests that are limited together let it grow once.
        var grown: ContinuousClock.Instant?
        /// Whether the server was given up, so that no further request waits for it.
        var isGone = false
        /// How many answers had status 429.
        var limitedAnswers = 0
        /// How many other answers came since the last of them.
        var unlimitedAnswers = 0
    }

    private let options: Options
    /// The time between two requests that the options ask for.
    private let pace: Duration
    private let state: Locked<State>

    package init(_ options: Options = Options()) {
        self.options = options
        pace = options.rate.map { Duration.seconds(1) / max($0, 1) } ?? .zero
        state = Locked(State(remaining: options.budget, interval: pace, next: .now))
    }

    /// The same, with a budget of its own.
    func renewed() -> Patience { Patience(options) }

    /// Why an answer is not the server's, or nil if it may be.
    static func obstacle(_ reply: Reply) -> String? {
        obstacle(reply.status).map { "\($0): \(reply.brief)" }
    }

    /// Why an answer with that status is not the server's, or nil if it may be.
    static func obstacle(_ status: Int) -> String? {
        switch status {
        case 429: "requests are limited"
        case 502, 503, 504: "a gateway answers in place of the server"
        default: nil
        }
    }

    /// Waits until another request may begin.
    func admit() async {
        let slot = state.withLock { state -> ContinuousClock.Instant? in
            guard state.interval > .zero else { return nil }
            let slot = max(state.next, .now)
            state.next = slot + state.interval
            return slot
        }
        if let slot { try? await Task.sleep(until: slot, clock: .continuous) }
    }

    /// Notes that there was an answer, and asks a little faster again unless it is a limit's: at first very little, so that
    /// a limit that lasts is met seldom.
    func note(_ reply: Reply) {
        state.withLock { state in
            state.isGone = false
            if reply.status == 429 {
                state.limitedAnswers += 1
                state.unlimitedAnswers = 0
            } else {
                state.unlimitedAnswers += 1
                let share = state.unlimitedAnswers < 200 ? 400 : 50
                state.interval = max(state.interval * (share - 1) / share, pace)
            }
        }
    }

    /// How many answers so far had status 429.
    var limitedAnswers: Int { state.withLock { $0.limitedAnswers } }

    /// Waits before a repetition, at least as long as the answer asks for.
    ///
    /// - Parameter reply: the answer of the way; nil if there was none.
    /// - Returns: false if the request must not be repeated.
    func wait(before repetition: Int, _ reply: Reply?) async -> Bool {
        let asked = reply.flatMap { Self.retryAfter($0.fields) } ?? .zero
        let pause = max(asked, .milliseconds(250) * (1 << min(repetition - 1, 5)))
        let isWorthIt = state.withLock { state in
            if reply?.status == 429, state.grown.map({ .now - $0 > .milliseconds(250) }) ?? true {
                state.interval = min(max(state.interval * 5 / 4, .milliseconds(10)), .seconds(1))
                state.grown = .now
            }
            guard repetition <= options.retries, pause <= state.remaining, reply != nil || !state.isGone else {
                if reply == nil { state.isGone = true }
                return false
            }
            state.remaining -= pause
            return true
        }
        guard isWorthIt else { return false }
        return (try? await Task.sleep(for: pause)) != nil
    }

    /// The value of `Retry-After`: seconds, or a date (RFC 9110, section 10.2.3).
    static func retryAfter(_ fields: HTTPFields, now: Date = Date()) -> Duration? {
        guard let value = fields["retry-after"] else { return nil }
        if let seconds = Int(value) { return .seconds(min(max(seconds, 0), 3600)) }
        let format = Date.VerbatimFormatStyle(
            format: """
                \(weekday: .abbreviated), \(day: .twoDigits) \(month: .abbreviated) \(year: .defaultDigits) \
                \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits):\
                \(second: .twoDigits) GMT
                """,
            locale: Locale(identifier: "en_US_POSIX"),
            timeZone: .gmt,
            calendar: Calendar(identifier: .gregorian)
        )
        guard let date = try? Date(value, strategy: format.parseStrategy) else { return nil }
        return .seconds(min(max(date.timeIntervalSince(now), 0), 3600))
    }
}
