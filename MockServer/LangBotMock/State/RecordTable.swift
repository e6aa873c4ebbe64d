package import JSONCore

/// Records by identifier, in order of creation.
///
/// Access, insertion and removal of a record take constant time on average.
package struct RecordTable: Sendable {
    private struct Slot {
        let identifier: String
        let record: JSONObject
    }

    /// Up to this count, records are serialised once when stored instead of each time they are shown; beyond it, the
    /// texts would need half as much memory again.
    private static let writtenCount = 1000

    private var slots = SpreadArray<Slot>()
    private var positions = SpreadDictionary<Int>()
    /// Identifies the current content: every change sets a new version.
    private(set) var version = Version()

    /// Identifies the content of a table; two versions are identical if nothing changed in between.
    final class Version: Sendable {}

    package var count: Int { positions.count }

    /// The record with the given identifier; setting a new one appends it, setting nil removes it.
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

    /// The records with their identifiers, in order.
    var entries: [(identifier: String, record: JSONObject)] { slots.map { ($0.identifier, $0.record) } }

    /// The records, in order.
    package var records: [JSONObject] {
        var records: [JSONObject] = []
        records.reserveCapacity(count)
        for slot in slots { records.append(slot.record) }
        return records
    }

    /// The first record that meets a condition.
    func first(where condition: (JSONObject) -> Bool) -> JSONObject? {
        slots.first { condition($0.record) }?.record
    }

    /// Removes all records that meet a condition.
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
