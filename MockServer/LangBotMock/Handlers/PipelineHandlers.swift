import JSONCore
import LangBotContract

extension HandlerTable {
    static let pipelineHandlers = life("pipeline", .pipeline).merging([
        "pipeline.list": { world, call throws(DomainError) in try world.pipelines(call) },
        "pipeline.metadata": { _, _ throws(DomainError) in ["configs": PipelineSample.metadata] },
        "pipeline.extensions.get": { world, call throws(DomainError) in try world.extensions(call) },
        "pipeline.extensions.update": { world, call throws(DomainError) in try world.updateExtensions(call) },
    ]) { $1 }
}

extension World {
    private static let sortable = ["created_at", "updated_at", "name"]

    fileprivate func pipelines(_ call: Call) throws(DomainError) -> JSONValue {
        var records = tables[.pipeline]?.records ?? []
        let order = call.query["sort_order"]?.uppercased() ?? "DESC"
        guard order == "ASC" || order == "DESC" else { throw .invalid("'sort_order' must be ASC or DESC") }
        if let member = call.query["sort_by"] {
            guard Self.sortable.contains(member) else {
                throw .invalid("'sort_by' must be one of \(Self.sortable.joined(separator: ", "))")
            }
            records.sort { ($0[member]?.stringValue ?? "") < ($1[member]?.stringValue ?? "") }
            if order == "DESC" { records.reverse() }
        }
        return ["pipelines": .array(records.map { .object(withoutExtensions($0)) })]
    }

    private func withoutExtensions(_ record: JSONObject) -> JSONObject {
        var record = record
        record["extensions"] = nil
        return record
    }

    private static let noExtensions: JSONObject = [
        "bound_plugins": [], "bound_mcp_servers": [], "enable_all_plugins": true, "enable_all_mcp_servers": true,
    ]

    fileprivate func extensions(_ call: Call) throws(DomainError) -> JSONValue {
        let pipeline = try record(.pipeline, call.identifier)
        let servers = tables[.mcpServer]?.records ?? []
        let bound = pipeline["extensions"]?.objectValue ?? Self.noExtensions
        return .object(
            bound.merging(["available_plugins": [], "available_mcp_servers": .array(servers.map(JSONValue.object))])
        )
    }

    fileprivate mutating func updateExtensions(_ call: Call) throws(DomainError) -> JSONValue {
        var pipeline = try record(.pipeline, call.identifier)
        var bound = pipeline["extensions"]?.objectValue ?? Self.noExtensions
        for name in Self.noExtensions.names {
            guard let value = call.body[name] else { continue }
            guard value.kind == Self.noExtensions[name]?.kind else {
                let kind = Self.noExtensions[name]?.kind ?? ""
                throw .invalid("'\(name)' must be \(kind == "array" ? "an" : "a") \(kind)")
            }
            bound[name] = value
        }
        pipeline["extensions"] = .object(bound)
        tables[.pipeline]?[call.identifier] = pipeline
        return .null
    }
}
