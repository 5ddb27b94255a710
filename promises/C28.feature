@C28 @wip
Feature: C28 Cookies and statistics follow the person's preferences
  As for the data hub.

  Scenario: All refused
    Given Anna has refused everything
    When she visits every page of the Hub
    Then only strictly necessary cookies are set, and no visit is stored
