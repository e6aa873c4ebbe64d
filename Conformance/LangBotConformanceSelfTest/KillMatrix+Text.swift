package import JSONCore

extension KillMatrix.Row {
    /// The mutant with the checks that found it, the declared ones first.
    package var text: String {
        let declared = mutant.killers.filter(killers.contains)
        let shown = declared + killers.subtracting(declared).sorted()
        let more = shown.count > 3 ? ", and \(shown.count - 3) more" : ""
        let list = shown.prefix(3).joined(separator: ", ") + more
        switch (killers.isEmpty, equivalence) {
        case (false, nil): return "killed      \(mutant.id): \(list)\n"
        case (false, _?): return "MISJUDGED   \(mutant.id): listed as equivalent, but found by \(list)\n"
        case (true, nil): return "SURVIVED    \(mutant.id): \(mutant.sentence)\n"
        case (true, let reason?): return "equivalent  \(mutant.id): \(reason)\n"
        }
    }
}

extension KillMatrix {
    /// The matrix and its summary.
    package var text: String {
        rows.map(\.text).joined() + summary
    }

    /// The totals in one line, after a line for each mutant that a declared check missed.
    package var summary: String {
        let lines = missed.map { "MISSED      \($0.mutant): not found by \($0.checks.joined(separator: ", "))\n" }
        let equivalent = rows.count { $0.killers.isEmpty && $0.equivalence != nil }
        return lines.joined()
            + "\(profile): \(rows.count) mutants, \(killed.count) killed, \(equivalent) equivalent, "
            + "\(survivors.count) survived; \(effective.count) checks found something\n"
    }

    /// The complete matrix: the checks that found each mutant.
    package var json: JSONValue {
        let mutants = rows.map { row in
            let killers = row.killers.sorted().map(JSONValue.string)
            var object: JSONObject = ["sentence": .string(row.mutant.sentence), "killed_by": .array(killers)]
            if let reason = row.equivalence { object["equivalent"] = .string(reason) }
            return (row.mutant.id, JSONValue.object(object))
        }
        return ["profile": .string(profile), "mutants": .object(JSONObject(mutants))]
    }
}
