import Foundation
import JSONCore
import LangBotContract

/// When resources were created and updated.
enum TimeChecks {
    static let checks: [Check] = [form, now, order, createdKept, updated]

    private static let members = ["created_at", "updated_at"]

    private static let form = Check.life(
        "times.form",
        .must,
        "created_at and updated_at: date-time texts",
        .dateTimes,
        ResourceRecipe.all.flatMap { [$0.list, $0.read] }
    ) { life, operation throws(Interruption) in
        let shown = operation.action == .list ? try life.row() : try life.item()
        let wrong = members.first { name in shown[name].map { date($0) == nil } ?? false }
        try requireTimes(shown)
        return Finding(
            wrong == nil,
            expected: "texts like 2024-01-01T00:00:00",
            actual: wrong.map { "another form of \($0)" } ?? "texts of that form",
            life.answer(to: operation)
        )
    }

    private static let now = Check.life(
        "times.now",
        .must,
        "New resource: created and updated today",
        .dateTimes,
        ResourceRecipe.all.map(\.create)
    ) { life, _ throws(Interruption) in
        let shown = try life.item()
        let times = members.compactMap { shown[$0].flatMap(date) }
        guard !times.isEmpty else { throw .untestable("the server shows no times; see times.form") }
        // Clocks differ, and a text without a time zone may be a local time.
        let hasZone = members.contains { shown[$0]?.stringValue?.contains(/(Z|[+-]\d{2}:\d{2})$/) ?? false }
        let isNow = times.allSatisfy { abs($0.timeIntervalSinceNow) < (hasZone ? 2 : 48) * 3600 }
        return Finding(
            isNow,
            expected: "times of today",
            actual: isNow ? "times of today" : "another day",
            life.created.read
        )
    }

    private static let order = Check.life(
        "times.order",
        .must,
        "updated_at: not before created_at",
        .dateTimes,
        ResourceRecipe.all.map(\.update)
    ) { life, _ throws(Interruption) in
        let views = [life.created] + life.changes.map(\.view)
        for view in views {
            let shown = try life.item(view.read)
            guard let created = shown["created_at"].flatMap(date), let updated = shown["updated_at"].flatMap(date)
            else {
                throw .untestable("the server shows no times; see times.form")
            }
            guard updated >= created else {
                return Finding(
                    false,
                    expected: "updated_at after created_at",
                    actual: "updated_at is before it",
                    view.read
                )
            }
        }
        return Finding(true, expected: "updated_at after created_at", actual: "after it", life.created.read)
    }

    private static let createdKept = Check.life(
        "times.created-kept",
        .must,
        "created_at: unchanged by an update",
        .dateTimes,
        ResourceRecipe.all.map(\.update)
    ) { life, _ throws(Interruption) in
        let before = try life.item()
        try requireTimes(before)
        let moved = try life.accepted().first { change in
            life.made.shown(change.view.read.reply)?["created_at"] != before["created_at"]
        }
        return Finding(
            moved == nil,
            expected: "the created_at of before",
            actual: moved == nil ? "the same" : "another",
            moved?.view.read ?? life.created.read
        )
    }

    private static let updated = Check(
        "times.updated",
        .must,
        "updated_at: moved by an update, in the list too",
        .dateTimes,
        needs: [.writes],
        scope: .each(ResourceRecipe.all.map(\.update))
    ) { context throws(Interruption) in
        let made = try await context.witness(ResourceRecipe.of(context.operation.resource))
        let read = made.probe(made.recipe.read).apiKey()
        let before = try await context.send(read)
        guard let first = made.shown(before.reply)?["updated_at"] else {
            throw .untestable("the server shows no updated_at")
        }
        // The server itself may write once; who moves it by reading does so each time.
        let reads = [try await context.send(read), try await context.send(read)]
        let times = try reads.map { read throws(Interruption) in
            guard let time = made.shown(read.reply)?["updated_at"] else {
                throw .untestable("the server answered the same request with \(read.reply.brief)")
            }
            return time
        }
        if times[0] != first, times[1] != times[0] {
            let expected = "the updated_at of before, as nothing was updated"
            return Finding(false, expected: expected, actual: "another with each read", reads[1])
        }
        let settled = times[1]
        let changes = ["changed once by lbconf", "changed twice by lbconf"].map(made.recipe.changed)
        for (index, change) in changes.enumerated() {
            // Some databases count seconds.
            if index > 0 { try? await Task.sleep(for: .milliseconds(1100)) }
            let content = Template(JSONValue.object(change).description)
            let update = try await context.send(made.probe(made.recipe.update).apiKey().json(content)).reply
            guard update.isSuccess else { throw .untestable("the server answered the update with \(update.brief)") }
            let after = try await context.send(read)
            let now = made.shown(after.reply)?["updated_at"]
            if now == settled, index == 0 { continue }
            let isKept = made.shown(after.reply)?["created_at"] == made.shown(before.reply)?["created_at"]
            let finding = Expectation("another updated_at, and the same created_at") { _ in
                now != nil && now != first && isKept
            }.judge(after)
            return try await finding.conforms ? listed(context, made, since: first) : finding
        }
        throw .untestable("nothing was changed")
    }

    /// Whether the list shows an updated resource's new time.
    private static func listed(
        _ context: CheckContext,
        _ made: MadeResource,
        since first: JSONValue
    ) async throws(Interruption) -> Finding {
        try await context.judge(
            made.probe(made.recipe.list).apiKey(),
            Expectation("another updated_at in the list") { made.listed($0)?["updated_at"] != first }
        )
    }

    private static func requireTimes(_ shown: JSONValue) throws(Interruption) {
        guard members.contains(where: { shown[$0] != nil }) else { throw .notApplicable("the resource has no times") }
    }

    /// The time in a date-time (RFC 3339, section 5.6), of which the server may leave out the zone.
    static func date(_ value: JSONValue) -> Date? {
        guard let text = value.stringValue,
            let match = text.wholeMatch(of: /(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(\.\d+)?(Z|[+-]\d{2}:\d{2})?/),
            let whole = try? Date("\(match.1)Z", strategy: .iso8601)
        else { return nil }
        return whole + (match.2.flatMap { Double("0\($0)") } ?? 0) - (match.3.map(offset) ?? 0)
    }

    /// The seconds by which the clock of a zone such as `+08:00` is ahead.
    private static func offset(_ zone: Substring) -> Double {
        let parts = zone.dropFirst().split(separator: ":").compactMap { Double($0) }
        guard parts.count == 2 else { return 0 }
        return (zone.hasPrefix("-") ? -60 : 60) * (parts[0] * 60 + parts[1])
    }
}
