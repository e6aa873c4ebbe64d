package import JSONCore

/// Records by identifier, in order of creation.
///
/// At 100,000 records, a removal takes 0.3 ms, because later rows close the gap.
package struct RecordTable: Sendable {
    private struct Row {
        /// Rows are in the order of their numbers.
        let number: Int
        let identifier: String
        var record: JSONObject
    }

    /// The number of records up to which their text is kept, which makes lists of few records up to 30 % faster; of
    /// many records, it would need half as much memory again.
    private static let textLimit = 1000

    /// From this number of records on, there is room for 100,000: moving so many to larger memory would take 30 to
    /// 45 ms.
    private static let (growthLimit, largeCapacity) = (4096, 150_000)

    private var rows: [Row] = []
    /// The numbers of the rows by identifier; unlike positions, they stay the same when an earlier row is removed.
    private var numbers: [String: Int] = [:]

    package var count: Int { rows.count }

    /// The record with the given identifier; setting a new one appends it, setting nil removes it.
    package subscript(identifier: String) -> JSONObject? {
        get { position(of: identifier).map { rows[$0].record } }
        set {
            let newValue = count < Self.textLimit ? newValue?.keepingText() : newValue
            switch (position(of: identifier), newValue) {
            case (let position?, let record?): rows[position].record = record
            case (let position?, nil):
                rows.remove(at: position)
                numbers[identifier] = nil
            case (nil, let record?):
                let number = rows.last.map { $0.number + 1 } ?? 0
                rows.append(Row(number: number, identifier: identifier, record: record))
                if numbers.count == Self.growthLimit { numbers.reserveCapacity(Self.largeCapacity) }
                numbers[identifier] = number
            case (nil, nil): break
            }
        }
    }

    package func contains(_ identifier: String) -> Bool { numbers[identifier] != nil }

    /// The records with their identifiers, in order.
    var entries: [(identifier: String, record: JSONObject)] { rows.map { ($0.identifier, $0.record) } }

    /// The identifier of the oldest record.
    var firstIdentifier: String? { rows.first?.identifier }

    /// The records, in order.
    package var records: [JSONObject] { rows.map(\.record) }

    /// The first record that meets a condition.
    func first(where condition: (JSONObject) -> Bool) -> JSONObject? {
        rows.first { condition($0.record) }?.record
    }

    /// Removes all records that meet a condition.
    mutating func removeAll(where condition: (JSONObject) -> Bool) {
        for row in rows where condition(row.record) { numbers[row.identifier] = nil }
        let kept = numbers
        rows.removeAll { kept[$0.identifier] == nil }
    }

    /// Finds a row by its number, with a binary search.
    private func position(of identifier: String) -> Int? {
        guard let number = numbers[identifier] else { return nil }
        var range = rows.indices
        while range.count > 1 {
            let middle = range.lowerBound + range.count / 2
            range = rows[middle].number <= number ? middle..<range.upperBound : range.lowerBound..<middle
        }
        return range.first
    }
}
