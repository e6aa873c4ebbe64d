import LangBotContract
import Testing

struct MCPToolTests {
    @Test func everyToolHasANameOfItsOwn() {
        #expect(Set(Contract.mcpTools.map(\.name)).count == Contract.mcpTools.count)
        #expect(Contract.mcpTools(of: .v4_10_11).count == 21)
        #expect(Contract.mcpTools(of: .v4_11_2).count == 54)
    }

    /// What a tool leads to takes what the tool hands on.
    @Test(arguments: Contract.mcpTools) func aToolFitsItsOperations(tool: MCPTool) {
        let names = Set(tool.arguments.map(\.name))
        for lead in tool.leads {
            let used = lead.path + [lead.body].compactMap { $0 } + lead.members.keys + lead.query.keys
            #expect(names.isSuperset(of: used), "\(tool.name)")
            if let condition = lead.condition { #expect(names.contains(condition.argument)) }
            guard let operation = Contract.operation(lead.operation) else { continue }
            #expect(operation.path.parameters.count == lead.path.count, "\(tool.name)")
            #expect(operation.mcpTools.contains { $0.name == tool.name })
        }
    }
}
