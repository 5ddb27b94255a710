@S10 @wip
Feature: S10 Client data are not changed without the Client's permission
  An edit by staff names that permission or a data-quality reason, and keeps before and after.

  Scenario: An edit without a reference
    When a clerk edits a record without a reference
    Then it is refused
