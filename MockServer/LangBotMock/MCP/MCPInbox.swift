import HTTPCore
import JSONCore

/// Where the answers of an MCP server arrive, in any order, and are fetched by whoever asked.
final class MCPInbox: Sendable {
    private enum Slot {
        case open
        case awaited(CheckedContinuation<Result<JSONValue, MCPFailure>, Never>)
        case settled(Result<JSONValue, MCPFailure>)
    }

    private struct State {
        var lastNumber: Int64 = 0
        var slots: [Int64: Slot] = [:]
        var hasEnded = false
    }

    private let state = Locked(State())

    /// Reserves the number of a request.
    func open() -> Int64 {
        state.withLock { state in
            state.lastNumber += 1
            state.slots[state.lastNumber] = state.hasEnded ? .settled(.failure(.ended)) : .open
            return state.lastNumber
        }
    }

    /// Waits for the answer to the request with that number.
    func answer(to number: Int64) async -> Result<JSONValue, MCPFailure> {
        await withCheckedContinuation { continuation in
            let result = state.withLock { state -> Result<JSONValue, MCPFailure>? in
                guard case .open = state.slots[number] else {
                    defer { state.slots[number] = nil }
                    if case .settled(let result) = state.slots[number] { return result }
                    return .failure(.ended)
                }
                state.slots[number] = .awaited(continuation)
                return nil
            }
            if let result { continuation.resume(returning: result) }
        }
    }

    /// Gives a request its answer, unless it has one.
    func settle(_ number: Int64, _ result: Result<JSONValue, MCPFailure>) {
        let continuation = state.withLock { state -> CheckedContinuation<Result<JSONValue, MCPFailure>, Never>? in
            switch state.slots[number] {
            case .open: state.slots[number] = .settled(result)
            case .awaited(let continuation):
                state.slots[number] = nil
                return continuation
            case .settled, nil: break
            }
            return nil
        }
        continuation?.resume(returning: result)
    }

    /// Takes in a message of the server, and returns what must be answered to it.
    func receive(_ message: JSONValue) -> JSONValue? {
        guard let id = message["id"], !id.isNull else { return nil }
        if let method = message["method"]?.stringValue {
            // A client that offers nothing answers pings alone.
            return method == "ping"
                ? ["jsonrpc": "2.0", "id": id, "result": [:]]
                : ["jsonrpc": "2.0", "id": id, "error": ["code": -32601, "message": "Method not found"]]
        }
        guard let number = id.integerValue else { return nil }
        if let error = message["error"] {
            let code = error["code"]?.integerValue ?? 0
            settle(number, .failure(.refused(code: code, message: error["message"]?.stringValue ?? "")))
        } else {
            settle(number, message["result"].map(Result.success) ?? .failure(.invalid))
        }
        return nil
    }

    /// Ends all waiting: nothing arrives any more.
    func end() {
        let open = state.withLock { state in
            state.hasEnded = true
            return Array(state.slots.keys)
        }
        for number in open { settle(number, .failure(.ended)) }
    }

    /// Whether nothing arrives any more.
    var hasEnded: Bool { state.withLock { $0.hasEnded } }
}
