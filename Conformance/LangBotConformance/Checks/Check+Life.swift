import JSONCore
import LangBotContract

extension Check {
    /// A check that judges the life of a resource; see ``Life``.
    ///
    /// - Parameter operations: the operations to judge; the resource is the kind that they belong to.
    static func life(
        _ id: String,
        _ level: Level,
        _ sentence: String,
        _ source: Quotation,
        _ operations: [DocumentedOperation],
        _ judge: @escaping @Sendable (Life, DocumentedOperation) throws(Interruption) -> Finding
    ) -> Check {
        Check(id, level, sentence, source, needs: [.writes], scope: .each(operations)) { context throws(Interruption) in
            try judge(try await context.life(context.operation.resource), context.operation)
        }
    }
}

extension Life {
    /// The answer to an operation: of an update, to the last one.
    func answer(to operation: DocumentedOperation) -> AnsweredProbe {
        switch operation.action {
        case .create: made.creation
        case .list: created.list
        case .update: textChange.update
        case .delete: deletion
        default: created.read
        }
    }

    var changes: [Change] { [textChange, bagChange, lastChange, nameChange].compactMap(\.self) }

    /// The resource after its creation.
    ///
    /// - Throws: untestable if it cannot be read.
    func item() throws(Interruption) -> JSONValue { try item(created.read) }

    func item(_ read: AnsweredProbe) throws(Interruption) -> JSONValue {
        guard let item = made.shown(read.reply) else {
            throw .untestable("the check needs the resource, and the server answered \(read.reply.brief)")
        }
        return item
    }

    /// The resource as the list shows it after its creation.
    func row() throws(Interruption) -> JSONValue {
        guard let row = made.listed(created.list.reply) else {
            throw .untestable("the check needs the resource in the list; see life.listed")
        }
        return row
    }

    /// The changes that the server has accepted.
    func accepted() throws(Interruption) -> [Change] {
        let accepted = changes.filter(\.update.reply.isSuccess)
        guard !accepted.isEmpty else {
            throw .untestable("the check needs an update, and the server answered \(textChange.update.reply.brief)")
        }
        return accepted
    }
}

extension ResourceRecipe {
    /// The operations that create, list, read, update and delete.
    var operations: [DocumentedOperation] { [create, list, read, update, delete] }

    /// Whether an operation is about one resource of this kind, or about a part of it.
    func owns(_ operation: DocumentedOperation) -> Bool {
        operation.path.path().hasPrefix("\(list.path.path())/") && !operation.path.parameters.isEmpty
    }
}
