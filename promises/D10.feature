@D10 @wip
Feature: D10 Contractors see what their task needs, while it lasts
  An account has a purpose, data categories and an end date.

  Scenario: Outside its purpose, category or time
    Given Tomas may see steps to mend an import until Friday
    Then he is refused sleep, another purpose, and anything on Saturday, and each refusal is audited
