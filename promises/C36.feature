@C36 @wip
Feature: C36 Organisations are supported after a critical incident
  With group sessions, and individual cases by consent.

  Scenario: A group session
    Given a critical incident at an organisation
    When Anna attends a group session
    Then no individual case is opened without her consent
