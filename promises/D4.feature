@D4
Feature: D4 Data come only from Programs the person connected, after being told what each collects
  Before connecting, the person reads for each kind of data what is collected, for which purpose, who receives it and how long it
  is kept, each with a switch of its own. What was left off is neither fetched nor kept.

  Scenario: The consent page says it all, for every Program
    Given Maria has come in from Harbour Clinic
    Then every Program tells for every kind of data what is collected, why, on which basis, who receives it, and for how long
    And the recipient of what is shared is named "Harbour Clinic"
    And nothing is connected or allowed beforehand

  Scenario: What was not allowed is not kept
    Given Maria has come in from Harbour Clinic
    When Maria connects Oura and allows her steps
    Then Maria's own metrics are of the category "activity" only
    And the maker oura was asked for nothing about "sleep"
    And Maria has no sleep of her own here

  Scenario: Allowing a kind later fetches it; it was not lying here
    Given Maria has connected Oura and shares her steps with Harbour Clinic
    When Maria turns on her sleep for herself while Oura does not answer
    Then Maria has no sleep of her own here
    When Oura answers again
    Then Maria's sleep arrives

  Scenario: A scope refused at the maker brings nothing
    Given Maria has come in from Harbour Clinic
    When Maria allows steps and heart rate of Oura here, but at the maker only "daily"
    Then Maria sees her own steps
    But Maria has no heart rate of her own here
    And the maker oura was asked for nothing about "heartrate"

  Scenario: A portal's own measurements need permission as well
    Given Maria is a Member of Harbour Clinic
    When Harbour Clinic sends a "weight" of 70.5 for Maria
    Then it is refused
    Given Maria has connected direct measurements and shares her weight with Harbour Clinic
    When Harbour Clinic sends a "weight" of 70.5 for Maria
    Then that is accepted
    When Harbour Clinic sends a "heart_rate" of 61 for Maria
    Then that is counted as not allowed
    And Maria has no heart rate of her own here

  Scenario: A file needs permission first
    Given Maria has come in from Harbour Clinic
    When Maria uploads a glucose export without having allowed it
    Then it is refused
    When Maria allows glucose from FreeStyle Libre files and uploads it
    Then Maria sees her own glucose
    And Harbour Clinic gets none of Maria's glucose by any reading

  Scenario Outline: An impossible choice is refused: <what>
    Given Maria has come in from Harbour Clinic
    When Maria asks to connect "<program>" for "<category>" and "<purpose>"
    Then it is refused

    Examples:
      | what                              | program  | category | purpose           |
      | no such Program                   | nobody   | activity | self              |
      | a kind the Program has not        | oura     | alcohol  | self              |
      | no such purpose                   | oura     | activity | advertising       |
      | a purpose that is not for consent | oura     | activity | rights            |
      | nothing chosen                    | oura     |          |                   |
