import HTTPCore
import JSONCore

/// A program that brings a bot its messages in the protocol OneBot 11, over a websocket that it has opened.
final class OneBotLink: Sendable {
    private struct State {
        var calls: [String: CheckedContinuation<JSONValue?, Never>] = [:]
        var hasEnded = false
    }

    /// How many calls may wait for their answers.
    private static let callLimit = 256
    private static let patience = Duration.seconds(30)

    let socket: ServerWebSocket
    /// The bot's account on its platform.
    let account: String
    private let surroundings: Surroundings
    private let state = Locked(State())

    init(_ socket: ServerWebSocket, account: String, _ surroundings: Surroundings) {
        self.socket = socket
        self.account = account
        self.surroundings = surroundings
    }

    /// Asks the program to do something.
    ///
    /// - Returns: the `data` of its answer; nil if it fails, does not answer in time or goes away.
    func call(_ action: String, _ parameters: JSONObject) async -> JSONValue? {
        let echo = surroundings.digits(32)
        let timer = Task {
            try? await Task.sleep(for: Self.patience)
            end(echo, nil)
        }
        let answer = await withCheckedContinuation { continuation in
            let isTaken = state.withLock { state in
                guard !state.hasEnded, state.calls.count < Self.callLimit else { return false }
                state.calls[echo] = continuation
                return true
            }
            guard isTaken else { return continuation.resume(returning: nil) }
            socket.send(["action": .string(action), "params": .object(parameters), "echo": .string(echo)])
        }
        timer.cancel()
        switch (answer?["status"], answer?["retcode"]) {
        case ("ok", 0), ("async", 1): return answer?["data"] ?? .null
        default: return nil
        }
    }

    /// Hands an answer to the call that it names.
    func take(_ answer: JSONValue) { end(answer["echo"]?.stringValue ?? "", answer) }

    private func end(_ echo: String, _ answer: JSONValue?) {
        state.withLock { $0.calls.removeValue(forKey: echo) }?.resume(returning: answer)
    }

    var hasEnded: Bool { state.withLock { $0.hasEnded } }

    /// Fails all calls, and takes no more.
    func end() {
        let calls = state.withLock { state in
            state.hasEnded = true
            defer { state.calls = [:] }
            return state.calls
        }
        for continuation in calls.values { continuation.resume(returning: nil) }
    }

    /// Sends a message that answers none; false if the program does not take it.
    func send(_ message: MessageChain, to receiver: Int64, isGroup: Bool) async -> Bool {
        guard isGroup else {
            return await call("send_private_msg", ["user_id": .integer(receiver), "message": message.segments]) != nil
        }
        guard let forward = message.components.first(where: { $0["type"] == "Forward" }) else {
            return await call("send_group_msg", ["group_id": .integer(receiver), "message": message.segments]) != nil
        }
        let nodes = MessageChain.nodes(forward)
        guard !nodes.isEmpty else { return true }
        let group: JSONObject = ["group_id": .integer(receiver), "messages": .array(nodes)]
        // The release reads the identifier of what it has sent, and fails where there is none.
        if let sent = await call("send_forward_msg", group.merging(["user_id": .string(account)])) {
            return sent.objectValue != nil
        }
        return await call("send_group_forward_msg", group)?.objectValue != nil
    }
}

/// The programs that are connected, one for each bot at most.
final class OneBotLinks: Sendable {
    private let links = Locked<[String: OneBotLink]>([:])

    subscript(bot: String) -> OneBotLink? { links.withLock { $0[bot] } }

    /// Adds a link; false if the bot has one.
    func add(_ link: OneBotLink, of bot: String) -> Bool {
        links.withLock { links in
            guard links[bot] == nil else { return false }
            links[bot] = link
            return true
        }
    }

    func remove(of bot: String) { links.withLock { $0[bot] = nil } }
}
