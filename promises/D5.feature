@D5 @wip
Feature: D5 Our own apps collect under the same rules
  What a person writes down or measures in our own app, or imports from a file, needs the same permission as any Program.

  Scenario: A diary entry and four kinds of files
    Given Maria has allowed the diary for herself alone
    When she writes an entry offline and comes back online
    Then she reads it and Harbour Clinic does not
    And an Apple Health export, a CSV, a FIT, a TCX and a GPX file are read, each with a report
