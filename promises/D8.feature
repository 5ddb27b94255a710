@D8 @wip
Feature: D8 Research gets aggregates, never rows
  Small cells are suppressed, and so is what would give them away by subtraction.

  Scenario: Subtracting published tables
    Given a cell with 4 people among published totals
    When an analyst combines every published table
    Then no count below the minimum can be worked out
