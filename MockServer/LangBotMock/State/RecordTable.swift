package import JSONCore

/// Records by identifier, in the order in which they were made.
///
/// Every operation takes constant time on average.
package struct RecordTable: Sendable {
    private struct Slot {
        let identifier: String
        let record: JSONObject
    }

    /// Records are written once when they are stored, not each time they are shown, while there are no more than this:
    /// many would take half as much memory again, and their lists are long in any case.
    private static let writtenCount = 1000

    private var slots = SpreadArray<Slot>()
    private var positions = SpreadDictionary<Int>()
    /// Names what the table holds now: it is another one after each change.
    private(set) var version = Version()

    /// The name of what a table held at some time; two are the same where nothing was changed in between.
    final class Version: Sendable {}

    package var count: Int { positions.count }

    /// The record of that identifier; setting a new one appends it, setting nil removes it.
    package subscript(identifier: String) -> JSONObject? {
        get { positions[identifier].flatMap { slots[$0]?.record } }
        set {
            version = Version()
            guard let newValue else {
                if let position = positions[identifier] { remove(identifier, at: position) }
                return
            }
            let position = positions.change(identifier, initial: slots.endPosition) { $0 }
            let record = count <= Self.writtenCount ? newValue.written() : newValue.settled()
            let slot = Slot(identifier: identifier, record: record)
            if position == slots.endPosition {
                slots.append(slot)
            } else {
                slots.replace(at: position, with: slot)
            }
        }
    }

    package func contains(_ identifier: String) -> Bool { positions[identifier] != nil }

    /// The records with their identifiers, in their order.
    var entries: [(identifier: String, record: JSONObject)] { slots.map { ($0.identifier, $0.record) } }

    /// The records in their order.
    package var records: [JSONObject] {
        var records: [JSONObject] = []
        records.reserveCapacity(count)
        for slot in slots { records.append(slot.record) }
        return records
    }

    /// The first record that a condition holds for.
    func first(where condition: (JSONObject) -> Bool) -> JSONObject? {
        slots.first { condition($0.record) }?.record
    }

    /// Removes every record that a condition holds for.
    mutating func removeAll(where condition: (JSONObject) -> Bool) {
        let kept = slots.filter { !condition($0.record) }
        self = RecordTable()
        for slot in kept { self[slot.identifier] = slot.record }
    }

    private mutating func remove(_ identifier: String, at position: Int) {
        positions[identifier] = nil
        for moved in slots.remove(at: position) {
            if let slot = slots[moved] { positions[slot.identifier] = moved }
        }
    }
}
