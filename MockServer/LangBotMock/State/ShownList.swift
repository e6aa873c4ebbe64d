import JSONCore
import LangBotContract

/// A list as it was shown, with what it was made of, so that it is not written again while nothing has changed.
struct ShownList: Sendable {
    /// Longer lists are written each time: keeping their text would double what they take.
    private static let lengthLimit = 1000

    private let versions: [RecordTable.Version]
    let data: JSONObject

    fileprivate init?(_ tables: [RecordTable?], _ data: JSONObject) {
        guard tables.allSatisfy({ $0?.count ?? 0 <= Self.lengthLimit }) else { return nil }
        versions = tables.compactMap { $0?.version }
        self.data = data.written()
    }

    fileprivate func isMade(of tables: RecordTable?...) -> Bool {
        var index = 0
        for case let table? in tables {
            guard versions.indices.contains(index), versions[index] === table.version else { return false }
            index += 1
        }
        return index == versions.count
    }
}

extension World {
    /// All records of a resource, as they are shown.
    mutating func list(_ resource: Resource) -> JSONObject {
        // A bot shows the pipeline that it uses.
        let (table, other) = (tables[resource], resource == .bot ? tables[.pipeline] : nil)
        if let list = shownLists[resource], list.isMade(of: table, other) { return list.data }
        let data: JSONObject = [resource.plural: .array(shown(table?.records ?? [], resource))]
        shownLists[resource] = ShownList([table, other], data)
        return data
    }
}
