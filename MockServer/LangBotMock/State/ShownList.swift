import JSONCore
import LangBotContract

/// A serialised list with its envelope, reused while nothing has changed.
struct ShownList: Sendable {
    /// Longer lists are serialised each time, because their text would need half as much memory again as their records.
    private static let lengthLimit = 1000

    private let origin: Origin
    private let data: JSONObject

    /// The versions of the records in the list, and of those that they refer to.
    fileprivate struct Origin: Sendable {
        let own: RecordTable.Version?
        let other: RecordTable.Version?

        func isSame(as origin: Origin) -> Bool { own === origin.own && other === origin.other }
    }

    fileprivate init?(_ origin: Origin, _ records: [JSONObject], _ data: JSONObject) {
        guard records.count <= Self.lengthLimit else { return nil }
        self.origin = origin
        self.data = SuccessEnvelope.keeping(data)
    }

    /// The list, if its records have not changed.
    fileprivate func data(madeOf origin: Origin) -> JSONObject? { self.origin.isSame(as: origin) ? data : nil }
}

extension World {
    /// All records of a resource, as shown in answers.
    mutating func list(_ resource: Resource) -> JSONObject {
        // A bot shows the pipeline that it uses.
        let origin = ShownList.Origin(
            own: tables[resource]?.version,
            other: resource == .bot ? tables[.pipeline]?.version : nil
        )
        if let data = shownLists[resource]?.data(madeOf: origin) { return data }
        let records = tables[resource]?.records ?? []
        let data: JSONObject = [resource.plural: .array(shown(records, resource))]
        shownLists[resource] = ShownList(origin, records, data)
        return shownLists[resource]?.data(madeOf: origin) ?? data
    }
}
