@D6 @wip
Feature: D6 Cookies are for what is needed, unless the person opts in
  Refusing other cookies costs nothing that does not need them, and Global Privacy Control is honoured.

  Scenario: Every page with all refused
    Given Maria's browser sends Global Privacy Control
    When she visits every page
    Then only strictly necessary cookies are set, and every function works
