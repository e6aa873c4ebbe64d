import LangBotConformance
import LangBotContract
import Testing

@Suite struct QuotationTests {
    @Test func everyQuotationIsCitedAndHasWords() {
        #expect(Set(Quotation.allCases.map(\.source)).subtracting(Suite.checks.map(\.source)) == [])
        #expect(Quotation.allCases.allSatisfy { !$0.source.locator.isEmpty && !$0.source.quotation.isEmpty })
    }
}
