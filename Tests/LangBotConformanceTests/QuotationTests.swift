import LangBotConformance
import LangBotContract
import Testing

@Suite struct QuotationTests {
    @Test func everyQuotationIsCitedAndHasWords() {
        for edition in Edition.allCases {
            let sources = Quotation.allCases.map { $0.source(in: edition) }
            #expect(Set(sources).subtracting(Suite.checks.map { $0.source(in: edition) }) == [])
            #expect(sources.allSatisfy { !$0.locator.isEmpty && !$0.quotation.isEmpty })
        }
    }
}
