import HTTPCore
import JSONCore
import LangBotContract

/// The active faults, with their counts.
final class FaultBook: Sendable {
    fileprivate struct Row {
        let id: String
        let fault: MockFault
        /// How many requests matched it.
        var seen = 0
        /// How many of them it affected.
        var done = 0
        var generator: SplitMix64
    }

    private struct State {
        var rows: [Row] = []
        var lastNumber = 0
        var generator = SplitMix64(seed: 0)
    }

    /// A fault that affects the current request.
    struct Strike: Sendable {
        let id: String
        let effect: MockFault.Effect
        /// The drawn latency.
        let delay: Duration
    }

    private let state = Locked(State())

    /// Adds a fault.
    ///
    /// - Returns: its ID, for removing it.
    @discardableResult
    func add(_ fault: MockFault) -> String {
        state.withLock { state in
            state.lastNumber += 1
            let id = "fault-\(state.lastNumber)"
            let seed: UInt64 = if case .share(_, let seed) = fault.schedule { seed } else { 0 }
            state.rows.append(Row(id: id, fault: fault, generator: SplitMix64(seed: seed)))
            return id
        }
    }

    /// Removes a fault, or all faults if `id` is nil.
    ///
    /// - Returns: whether anything was removed.
    @discardableResult
    func remove(_ id: String? = nil) -> Bool {
        state.withLock { state in
            let count = state.rows.count
            state.rows.removeAll { id == nil || $0.id == id }
            return state.rows.count < count
        }
    }

    var isEmpty: Bool { state.withLock { $0.rows.isEmpty } }

    var json: JSONValue {
        state.withLock { state in
            .array(
                state.rows.map { row in
                    let counts: JSONObject = [
                        "id": .string(row.id), "seen": .integer(Int64(row.seen)), "done": .integer(Int64(row.done)),
                    ]
                    return .object(counts.merging(row.fault.json))
                }
            )
        }
    }

    /// The first fault that affects a request; every fault that matches it counts it.
    func strike(_ operation: OperationID?, _ path: Substring) -> Strike? {
        state.withLock { state in
            var strike: Strike?
            for index in state.rows.indices where state.rows[index].concerns(operation, path) {
                state.rows[index].seen += 1
                guard strike == nil, state.rows[index].isDue() else { continue }
                state.rows[index].done += 1
                let row = state.rows[index]
                strike = Strike(id: row.id, effect: row.fault.effect, delay: row.delay(&state.generator))
            }
            return strike
        }
    }
}

extension FaultBook.Row {
    fileprivate func concerns(_ operation: OperationID?, _ path: Substring) -> Bool {
        switch fault.target {
        case .all: true
        case .operation(let name): operation?.rawValue == name
        case .path(let prefix): path.hasPrefix(prefix)
        }
    }

    fileprivate mutating func isDue() -> Bool {
        switch fault.schedule {
        case .always: true
        case .first(let count): seen <= count
        case .every(let count): seen % count == 0
        case .share(let share, _): Double.random(in: 0..<1, using: &generator) < share
        }
    }

    fileprivate func delay(_ generator: inout SplitMix64) -> Duration {
        guard case .latency(let range) = fault.effect else { return .zero }
        let width = range.upperBound - range.lowerBound
        return range.lowerBound + width * Double.random(in: 0...1, using: &generator)
    }
}

/// The generator SplitMix64, which is determined by its seed (Steele, Lea and Flood, 2014).
struct SplitMix64: RandomNumberGenerator, Sendable {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
